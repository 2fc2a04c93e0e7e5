import type { Plan, PlannedSecret } from '../plan/plan.ts'
import type { SecretName } from '../secret/secret-name.ts'
import type { Identity, Lookup, StoreFailure } from '../stores/store.ts'

declare const admitted: unique symbol
declare const guarded: unique symbol

/** The locks that stand between a production value and a laptop, in the order in which they are asked. */
export type Lock = 'environment' | 'location' | 'identity' | 'container' | 'metadata' | 'live-format'

/** What a lock found against a secret. Holds no value. */
export interface Fault {
  lock: Lock
  /** `wrong-account`: signed in elsewhere than the schema says; `credential`: a shared or static credential, or no `{developer}`; else not development. */
  kind: 'not-development' | 'wrong-account' | 'credential'
  /** One sentence: what was found, and what was expected. */
  message: string
  /** A command that can be pasted, or whom to ask. */
  suggestion?: string
}

/** Why one secret is not released. */
export interface Refusal extends Fault {
  name: SecretName
}

/** A plan of which environment and location are known to be development's. No request has been made. */
export interface AdmittedPlan {
  readonly [admitted]: true
  readonly plan: Plan
  readonly secrets: readonly PlannedSecret[]
}

/** A planned secret whose `{developer}` is filled in, in reference and location, with the name that the store verified. */
export type GuardedSecret = PlannedSecret

/** A plan of which identity and container are known too: what may be asked for a value. */
export interface GuardedPlan {
  readonly [guarded]: true
  readonly plan: Plan
  readonly secrets: readonly GuardedSecret[]
}

/** What signing in to one store came to. */
export type SignIn =
  | { status: 'signed-in'; identity: Identity }
  | { status: 'signed-out' }
  | { status: 'failed'; failure: StoreFailure }

/** A value as it came, sealed, beside the secret it is for. `field` is already picked. */
export interface SealedLookup {
  secret: GuardedSecret
  lookup: Lookup
}

/** A step's answer: the part of the plan that passed, and everything that did not. `run` goes on only with no refusal. */
export interface Judged<Passed> {
  passed: Passed
  refusals: readonly Refusal[]
}
