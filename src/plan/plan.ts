import type {
  EnvironmentDeclaration,
  SecretDeclaration,
  SecretSchema,
  StoreDeclaration,
} from '../schema/types.ts'
import type { SecretName } from '../secret/secret-name.ts'
import type { SecretReference } from '../stores/store.ts'
import type { StoreLocation, StoreType } from '../stores/store-type.ts'

declare const planned: unique symbol

/** One secret of the chosen environment and where it is to come from. */
export interface PlannedSecret {
  name: SecretName
  declaration: SecretDeclaration
  /** Whether a run refuses to start without it. */
  required: boolean
  store: StoreDeclaration
  type: StoreType
  /** As the type's `parseOptions` read them. */
  options: Readonly<Record<string, unknown>>
  /** `{project}` and `{environment}` are filled in; `{developer}` stands until the store has said who that is. */
  reference: SecretReference
  /** Where the reference leads. */
  location: StoreLocation
  /** RFC 6901 pointer of the location, for messages. */
  pointer: string
}

/** What would be fetched from where. Made without I/O, never changed, carried out by `resolve` after `scope`. */
export interface Plan {
  readonly [planned]: true
  readonly schema: SecretSchema
  readonly environment: EnvironmentDeclaration
  readonly secrets: readonly PlannedSecret[]
  /** Declared without a location in this environment. */
  readonly unplaced: readonly { declaration: SecretDeclaration; required: boolean }[]
  /** Placed in a store that trust has not approved. */
  readonly untrusted: readonly { declaration: SecretDeclaration; required: boolean; store: string }[]
}
