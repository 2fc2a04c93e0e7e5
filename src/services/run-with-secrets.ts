import { endAs } from '../inject/end-as.ts'
import { abandonLaunch, prepareLaunch } from '../inject/launch.ts'
import { chooseEnvironment } from '../plan/choose-environment.ts'
import { fetchValues } from '../resolve/fetch-values.ts'
import { generateAbsent, isToGenerate } from '../resolve/generate-absent.ts'
import { holdLeases } from '../resolve/leases.ts'
import { takenVariables } from '../resolve/taken-variables.ts'
import type { SecretSchema } from '../schema/types.ts'
import { release } from '../scope/release.ts'
import type { SecretName } from '../secret/secret-name.ts'
import type { Context } from './context.ts'
import { demandScope, demandValues } from './demand-all.ts'
import { guardSecrets } from './guard-secrets.ts'
import { loadSchema } from './load-schema.ts'
import { type Gathered, startTarget, type TargetRequest } from './start-target.ts'

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
  const launch = prepareLaunch({
    redact: request.redact,
    supply: context.privateFolder('pipes')?.path,
  })
  const gathered = await gatherValues(request, context).catch(async (error) => {
    await abandonLaunch(launch)
    throw error
  })
  const end = await startTarget(request, gathered, launch, context).finally(gathered.leases.end)
  return endAs(end)
}

/** From the schema to the released values. What was leased by then is given back where a step refuses or is interrupted. */
async function gatherValues(request: RunRequest, context: Context): Promise<Gathered> {
  const loaded = await loadSchema(context, request.schema)
  const environment = chooseEnvironment(
    loaded.schema,
    request.environment,
    (name) => `sotto run --env ${name} -- COMMAND`,
  )
  const names = namesToFetch(loaded.schema, request, context)
  const { plan: guarded, signedIn, ctx } = await guardSecrets(loaded, environment, names, context)

  const leases = holdLeases(ctx)
  try {
    const fetched = await fetchValues(guarded, signedIn, ctx, leases)
    const settled = fetched.filter((sealed) => !isToGenerate(sealed, signedIn))
    if (settled.length < fetched.length) {
      // A run that will not start creates nothing.
      demandScope(release(guarded, settled).refusals)
      demandValues(guarded.plan, settled, context.platform)
    }
    const { lookups, generated } = await generateAbsent(fetched, signedIn, ctx)
    const released = release(guarded, lookups)
    demandScope(released.refusals)
    demandValues(guarded.plan, lookups, context.platform)
    ctx.signal.throwIfAborted()
    const credentialVariables = takenVariables(guarded.secrets, signedIn)
    return { plan: guarded.plan, released: released.passed, credentialVariables, leases, generated }
  } catch (error) {
    await leases.end()
    throw error
  }
}

/** What is inherited and preserved asks nothing of a store. Where nothing was inherited there is nothing to preserve. */
function namesToFetch(
  { secrets }: SecretSchema,
  { only, preserve }: RunRequest,
  { env }: Context,
): readonly string[] | undefined {
  const kept = new Set<string>(preserve.filter((name) => env[name] !== undefined))
  const isFetched = (name: string) => !kept.has(name) || !secrets.has(name as SecretName)
  return kept.size === 0 ? only : (only ?? [...secrets.keys()]).filter(isFetched)
}
