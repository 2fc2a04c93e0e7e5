import { endAs } from '../inject/end-as.ts'
import { abandonLaunch, prepareLaunch } from '../inject/launch.ts'
import { buildPlan } from '../plan/build-plan.ts'
import { chooseEnvironment } from '../plan/choose-environment.ts'
import { storesIn } from '../plan/stores-in.ts'
import { fetchValues } from '../resolve/fetch-values.ts'
import { generateAbsent, isToGenerate } from '../resolve/generate-absent.ts'
import { holdLeases } from '../resolve/leases.ts'
import { signIn } from '../resolve/sign-in.ts'
import { takenVariables } from '../resolve/taken-variables.ts'
import { admit, admitEnvironment } from '../scope/admit.ts'
import { guard } from '../scope/guard.ts'
import { release } from '../scope/release.ts'
import { STORE_TYPES } from '../stores/registry.ts'
import { approve } from '../trust/approve.ts'
import type { Context } from './context.ts'
import { demandScope, demandSignIn, demandTrust, demandValues } from './demand-all.ts'
import { loadSchema } from './load-schema.ts'
import { type Gathered, startTarget, type TargetRequest } from './start-target.ts'
import { storeContextOf, surroundingsOf } from './surroundings.ts'

/** What `sotto run` was asked for. */
export interface RunRequest extends TargetRequest {
  /** Path of the schema; absent: the nearest. */
  schema?: string | undefined
  environment?: string | undefined
  only?: readonly string[] | undefined
}

/**
 * The main job: from the committed schema to the end of the target. Throws before anything starts, with all
 * problems at once; once the target has run this process ends as the target did.
 */
export async function runWithSecrets(request: RunRequest, context: Context): Promise<never> {
  const launch = prepareLaunch({ redact: request.redact })
  const gathered = await gatherValues(request, context).catch(async (error) => {
    await abandonLaunch(launch)
    throw error
  })
  const end = await startTarget(request, gathered, launch, context).finally(gathered.leases.end)
  return endAs(end)
}

/** Each step takes only what the one before it has made, and a step that is skipped does not compile. */
async function gatherValues(request: RunRequest, context: Context): Promise<Gathered> {
  const { schema, settings } = await loadSchema(context, request.schema)
  const environment = chooseEnvironment(schema, request.environment)
  demandScope(admitEnvironment(schema, environment))

  const opening = storesIn(schema, environment, request.only)
  const { approved, refusals } = await approve(schema, settings, context, opening)
  const plan = buildPlan(approved, { environment, ...(request.only && { only: request.only }) }, STORE_TYPES)
  demandTrust(plan, refusals)
  const admitted = admit(plan, settings)
  demandScope(admitted.refusals)

  const ctx = storeContextOf(context)
  const signedIn = await signIn(admitted.passed, surroundingsOf(context, schema, settings), ctx)
  demandSignIn(plan.secrets, signedIn)
  const guarded = guard(admitted.passed, signedIn.signIns, settings)
  demandScope(guarded.refusals)

  const fetched = await fetchValues(guarded.passed, signedIn, ctx)
  const leases = holdLeases(fetched, signedIn, ctx)
  try {
    const settled = fetched.filter((sealed) => !isToGenerate(sealed, signedIn))
    if (settled.length < fetched.length) {
      // A run that will not start creates nothing.
      demandScope(release(guarded.passed, settled).refusals)
      demandValues(plan, settled)
    }
    const { lookups, generated } = await generateAbsent(fetched, signedIn, ctx)
    const released = release(guarded.passed, lookups)
    demandScope(released.refusals)
    demandValues(plan, lookups)
    const credentialVariables = takenVariables(guarded.passed.secrets, signedIn)
    return { plan, released: released.passed, credentialVariables, leases, generated }
  } catch (error) {
    await leases.end()
    throw error
  }
}
