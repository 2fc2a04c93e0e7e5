import { isVersion, judgeReference, STORE_NAME_PATTERN } from '../location-grammar.ts'
import { isObject, type Json, type JsonObject } from '../parse-document.ts'
import { below } from '../pointer.ts'
import { isShowable } from '../shown-name.ts'
import { suggestName } from '../suggest-name.ts'
import type { SchemaProblem } from '../types.ts'

/** Every location: the environment and the store it names, and its grammar. */
export function* checkLocations(document: JsonObject): Iterable<SchemaProblem> {
  const environments = namesOf(document.environments)
  const stores = namesOf(document.stores)
  for (const [secret, declaration] of Object.entries(isObject(document.secrets) ? document.secrets : {})) {
    if (!isObject(declaration)) {
      continue
    }
    const pointer = below('/secrets', secret)
    const required = Array.isArray(declaration.requiredIn) ? declaration.requiredIn : []
    for (const [index, name] of required.entries()) {
      if (typeof name === 'string' && !environments.has(name)) {
        yield unknown('environment', name, environments, below(`${pointer}/requiredIn`, index), false)
      }
    }
    for (const [name, location] of Object.entries(
      isObject(declaration.locations) ? declaration.locations : {},
    )) {
      const place = below(`${pointer}/locations`, name)
      if (!environments.has(name)) {
        yield unknown('environment', name, environments, place, true)
      }
      yield* checkLocation(location, stores, place)
    }
  }
}

/** The parts of either form; `undefined` where the shape is wrong, `no-store` where no store is named. */
export function readLocation(
  location: Json | undefined,
): { store: string; text: string; version?: string } | 'no-store' | undefined {
  if (typeof location === 'string') {
    const colon = location.indexOf(':')
    const store = location.slice(0, Math.max(colon, 0))
    return STORE_NAME_PATTERN.test(store) ? { store, text: location.slice(colon + 1) } : 'no-store'
  }
  if (!isObject(location) || typeof location.store !== 'string' || typeof location.path !== 'string') {
    return undefined
  }
  const text = typeof location.field === 'string' ? `${location.path}#${location.field}` : location.path
  const version = location.version
  return typeof version === 'string'
    ? { store: location.store, text, version }
    : { store: location.store, text }
}

function* checkLocation(
  location: Json,
  stores: ReadonlySet<string>,
  pointer: string,
): Iterable<SchemaProblem> {
  const parts = readLocation(location)
  if (parts === undefined) {
    return
  }
  if (parts === 'no-store') {
    const hint = 'Write the name of a store, a colon, and the path.'
    yield { rule: 'location/syntax', message: 'A location is not store:path#field.', hint, pointer }
    return
  }
  const fault = judgeReference(parts.text)
  if (fault) {
    yield {
      rule: fault.rule,
      message: `A location ${fault.message}.`,
      hint: 'docs/schema.md has the grammar.',
      pointer,
    }
  }
  if (parts.version !== undefined && !isVersion(parts.version)) {
    const hint = 'Use letters, digits and _ . - only.'
    yield { rule: 'location/syntax', message: 'The version in a location is no plain name.', hint, pointer }
  }
  if (!stores.has(parts.store) && fault?.rule !== 'location/endpoint-inline') {
    yield unknown('store', parts.store, stores, pointer, false)
  }
}

function unknown(
  what: 'environment' | 'store',
  name: string,
  known: ReadonlySet<string>,
  pointer: string,
  atName: boolean,
): SchemaProblem {
  const shown = [...known].filter(isShowable)
  const near = suggestName(name, shown)
  return {
    rule: what === 'store' ? 'store/unknown' : 'env/unknown',
    message: `A secret names ${what === 'store' ? 'a store' : 'an environment'} that the schema does not declare.`,
    hint: near ? `Did you mean "${near}"?` : `Declared: ${shown.join(', ') || 'none'}.`,
    pointer,
    atName,
  }
}

function namesOf(members: Json | undefined): ReadonlySet<string> {
  return new Set(Object.keys(isObject(members) ? members : {}))
}
