import type { EnvironmentDeclaration, SecretDeclaration, SecretSchema } from '../schema/types.ts'
import { STORE_TYPES } from '../stores/registry.ts'
import type { StoreType } from '../stores/store-type.ts'

/** Where a secret lives in one environment, as far as the schema tells. */
export interface Place {
  /** Name of the store in the schema. */
  store: string
  type: StoreType
  /** `store:path#field`, templates not filled in. */
  text: string
}

/** The place of a secret in `environment`; `undefined` where it has none. Opens nothing. */
export function placeOf(
  { locations }: SecretDeclaration,
  { stores }: SecretSchema,
  environment: EnvironmentDeclaration,
): Place | undefined {
  const location = locations.get(environment.name)
  const type = location && STORE_TYPES.get(stores.get(location.store)!.type)
  return type && { store: location.store, type, text: `${location.store}:${location.text}` }
}
