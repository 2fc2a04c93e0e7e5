import type { SecretSchema } from '../schema/types.ts'

declare const approved: unique symbol

/**
 * A schema of which trust has said which stores may be opened in this repository by this user.
 * Only `trust/approve.ts` mints one, and a plan is made of nothing else.
 */
export interface ApprovedSchema {
  readonly [approved]: true
  readonly schema: SecretSchema
  /** Names of the stores that may be opened; never one that is production only. */
  readonly stores: ReadonlySet<string>
}

/** Why a store may not be opened yet. */
export interface TrustRefusal {
  /** Name of the store in the schema. */
  store: string
  /** One sentence for people. */
  message: string
}
