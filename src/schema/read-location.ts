import { isObject, type Json } from './json.ts'
import { STORE_NAME_PATTERN } from './location-grammar.ts'

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
