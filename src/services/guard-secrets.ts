import { buildPlan } from '../plan/build-plan.ts'
import { storesIn } from '../plan/stores-in.ts'
import { type SignedIn, signIn } from '../resolve/sign-in.ts'
import type { EnvironmentDeclaration } from '../schema/types.ts'
import { admit, admitEnvironment } from '../scope/admit.ts'
import { guard } from '../scope/guard.ts'
import type { GuardedPlan } from '../scope/judgement.ts'
import { STORE_TYPES } from '../stores/registry.ts'
import type { StoreContext } from '../stores/store.ts'
import { approve } from '../trust/approve.ts'
import type { Context } from './context.ts'
import { demandScope, demandSignIn, demandTrust } from './demand-all.ts'
import type { Loaded } from './load-schema.ts'
import { storeContextOf, surroundingsOf } from './surroundings.ts'

/** Stores that are open, and the places in them that may be asked or written. */
export interface Guarded {
  plan: GuardedPlan
  signedIn: SignedIn
  ctx: StoreContext
}

/**
 * The way of a run up to the values, for the secrets called `names`, or all. Each step takes only what the one before
 * it has made, and a step that is skipped does not compile. Throws for every step that refuses, with all its problems.
 */
export async function guardSecrets(
  { schema, settings }: Loaded,
  environment: EnvironmentDeclaration,
  names: readonly string[] | undefined,
  context: Context,
): Promise<Guarded> {
  demandScope(admitEnvironment(schema, environment, names))
  const opening = storesIn(schema, environment, names)
  const { approved, refusals } = await approve(schema, settings, context, opening)
  const plan = await buildPlan(approved, { environment, ...(names && { only: names }) }, STORE_TYPES)
  demandTrust(plan, refusals)
  const admitted = admit(plan, settings)
  demandScope(admitted.refusals)

  const ctx = storeContextOf(context)
  const signedIn = await signIn(admitted.passed, surroundingsOf(context, schema, settings), ctx)
  demandSignIn(plan.secrets, signedIn)
  const guarded = guard(admitted.passed, signedIn.signIns, settings)
  demandScope(guarded.refusals)
  return { plan: guarded.passed, signedIn, ctx }
}
