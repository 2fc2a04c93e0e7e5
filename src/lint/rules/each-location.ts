import type {
  EnvironmentDeclaration,
  LocationDeclaration,
  SecretDeclaration,
  SecretSchema,
  StoreDeclaration,
} from '../../schema/types.ts'
import { STORE_TYPES } from '../../stores/registry.ts'

/** One location with everything that it refers to. */
export interface PlacedLocation {
  secret: SecretDeclaration
  environment: EnvironmentDeclaration
  location: LocationDeclaration
  store: StoreDeclaration
}

/** Every location of a schema whose environment and store are declared; the reader reports the others. */
export function* eachLocation(schema: SecretSchema): Iterable<PlacedLocation> {
  for (const secret of schema.secrets.values()) {
    for (const [name, location] of secret.locations) {
      const environment = schema.environments.get(name)
      const store = schema.stores.get(location.store)
      if (environment && store) yield { secret, environment, location, store }
    }
  }
}

/** The same for environments whose values reach developers. */
export function* eachDevelopmentLocation(schema: SecretSchema): Iterable<PlacedLocation> {
  for (const placed of eachLocation(schema)) {
    if (placed.environment.class === 'development') yield placed
  }
}

/** Whether a store is one that several people read; a type that nobody knows counts as one. */
export function isShared(store: StoreDeclaration): boolean {
  return STORE_TYPES.get(store.type)?.reach !== 'personal'
}
