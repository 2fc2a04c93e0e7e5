import { AppError } from '../errors/app-error.ts'
import type { SecretSchema, StoreDeclaration } from '../schema/types.ts'
import type { StoreType } from '../stores/store-type.ts'

/** A declared store beside its type and its options as the type read them. */
export interface ReadStore {
  store: StoreDeclaration
  type: StoreType
  options: Readonly<Record<string, unknown>>
}

/** Answers by the store's name. Throws STORE_MISCONFIGURED where the type refuses the options. */
export type ReadStores = (name: string) => ReadStore

/** Reads each store's options once, and only those of stores that are asked for. */
export function readStores(schema: SecretSchema, types: ReadonlyMap<string, StoreType>): ReadStores {
  const read = new Map<string, ReadStore>()
  return (name) => {
    const known = read.get(name)
    if (known !== undefined) {
      return known
    }
    const store = schema.stores.get(name)
    const type = store && types.get(store.type)
    if (store === undefined || type === undefined) {
      throw new AppError(
        'STORE_MISCONFIGURED',
        `The store ${name} is of a type that this release does not know.`,
      )
    }
    const entry = { store, type, options: type.parseOptions(store.options) }
    read.set(name, entry)
    return entry
  }
}
