import { hash } from 'node:crypto'
import type { SecretSchema, StoreDeclaration } from '../schema/types.ts'
import { STORE_TYPES } from '../stores/registry.ts'
import { canonicalJson } from './canonical-json.ts'

/** What an approval is of: all that says where credentials would go and what counts as production. */
export interface TrustSubject {
  /** Every shared store's block, and every environment's class, by name. */
  document: {
    environments: Readonly<Record<string, string>>
    stores: Readonly<Record<string, unknown>>
  }
  /** SHA-256 of the canonical form of `document`, 64 hexadecimal digits in lower case. */
  hash: string
}

/** The subject of `schema`, made from what was parsed; the file is not read again. */
export function subjectOf(schema: SecretSchema): TrustSubject {
  const document = {
    environments: byName(schema.environments.values(), (environment) => environment.class),
    stores: byName(sharedStores(schema), ({ name }) => schema.storeBlocks[name]),
  }
  return { document, hash: hashOf(document) }
}

/** Stores that other people share; a type that nobody knows counts as one. */
export function sharedStores(schema: SecretSchema): readonly StoreDeclaration[] {
  return [...schema.stores.values()].filter((store) => STORE_TYPES.get(store.type)?.reach !== 'personal')
}

/** Stores that are the OS user's own, bound to project and repository. */
export function personalStores(schema: SecretSchema): readonly StoreDeclaration[] {
  return [...schema.stores.values()].filter((store) => STORE_TYPES.get(store.type)?.reach === 'personal')
}

/** SHA-256 of the canonical form of `document`. */
export function hashOf(document: TrustSubject['document']): string {
  return hash('sha256', canonicalJson(document))
}

function byName<Item extends { name: string }, Value>(
  items: Iterable<Item>,
  value: (item: Item) => Value,
): Record<string, Value> {
  const map: Record<string, Value> = Object.create(null)
  for (const item of items) {
    map[item.name] = value(item)
  }
  return map
}
