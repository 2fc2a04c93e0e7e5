import { isObject, type Json, type JsonObject } from '../json.ts'
import { below } from '../pointer.ts'
import type { SchemaProblem } from '../types.ts'

/** Ends at a slash, or where a store's ids have none, at the mark that stands for it. */
const PREFIX = /^(?=.)([A-Za-z0-9_.+=@-]+\/)*([A-Za-z0-9_.+=@-]*[A-Za-z0-9][_.-])?$/
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Options of every store: endpoints that anyone could listen to, prefixes that end inside a segment. */
export function* checkStores(stores: JsonObject): Iterable<SchemaProblem> {
  for (const [name, store] of Object.entries(stores)) {
    const pointer = below('/stores', name)
    yield* checkEndpoints(store, pointer)
    const scope = isObject(store) ? store.devScope : undefined
    const prefixes = isObject(scope) && Array.isArray(scope.path) ? scope.path : []
    for (const [index, prefix] of prefixes.entries()) {
      if (typeof prefix === 'string' && (!PREFIX.test(prefix) || /(^|\/)\.{1,2}\//.test(prefix))) {
        yield {
          rule: 'location/syntax',
          message: 'A devScope prefix ends inside a segment, or is not made of plain segments.',
          hint: 'End it with a slash, shop/dev/, or in a store without slashes with a hyphen, shop-dev-.',
          pointer: below(`${pointer}/devScope/path`, index),
        }
      }
    }
  }
}

function* checkEndpoints(value: Json, pointer: string): Iterable<SchemaProblem> {
  if (typeof value === 'string' && value.includes('://') && !isSafe(value)) {
    yield {
      rule: 'store/insecure',
      message: 'An endpoint is not https, or holds a user name or password.',
      hint: 'Use https:// and the host alone; http is for this machine only.',
      pointer,
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      yield* checkEndpoints(member, below(pointer, name))
    }
  }
}

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) {
    return false
  }
  const url = new URL(text)
  const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname))
  return isPrivate && url.username === '' && url.password === ''
}
