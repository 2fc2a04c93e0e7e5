import type { LocationDeclaration, StoreDeclaration } from '../../schema/types.ts'

/** Options that say which container a store's type opens, by the names that store types give them. */
const IDENTIFYING = ['address', 'project', 'account', 'namespace', 'mount']

/**
 * What tells one store's container from another's, as far as the schema says: two stores that reach the same
 * place have the same. A store that does not say where it leads is told apart by its name.
 */
export function containerOf(store: StoreDeclaration): string {
  const members: Readonly<Record<string, unknown>> = { ...store.options, ...store.devScope?.container }
  const known = IDENTIFYING.filter((name) => members[name] !== undefined)
  if (known.length === 0) return JSON.stringify([store.name])
  return JSON.stringify([store.type, members.region, ...known.map((name) => [name, members[name]])])
}

/** The path of a location, without its field. */
export function pathOf(location: LocationDeclaration): string {
  return location.text.split('#')[0]!
}

/** Whether `path` is `place` or lies below it; a place that ends in a slash is a prefix. */
export function liesAtOrUnder(path: string, place: string): boolean {
  return path === place || path.startsWith(place.endsWith('/') ? place : `${place}/`)
}
