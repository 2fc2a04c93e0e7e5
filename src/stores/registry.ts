import type { StoreType } from './store.ts'

/** Every store type, one line each. Adding a store is adding its folder and its line. */
export const STORE_TYPES: ReadonlyMap<string, StoreType> = new Map<string, StoreType>(
  [].map((type: StoreType) => [type.type, type]),
)
