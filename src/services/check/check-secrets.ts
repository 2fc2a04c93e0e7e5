import { buildPlan } from '../../plan/build-plan.ts'
import { chooseEnvironment } from '../../plan/choose-environment.ts'
import type { Plan } from '../../plan/plan.ts'
import { storesIn } from '../../plan/stores-in.ts'
import { compileRedactor } from '../../redact/redactor.ts'
import { fetchValues } from '../../resolve/fetch-values.ts'
import { signIn } from '../../resolve/sign-in.ts'
import { admit, admitEnvironment } from '../../scope/admit.ts'
import { guard } from '../../scope/guard.ts'
import { release } from '../../scope/release.ts'
import { STORE_TYPES } from '../../stores/registry.ts'
import { approve } from '../../trust/approve.ts'
import type { Context } from '../context.ts'
import { loadSchema } from '../load-schema.ts'
import { storeContextOf, surroundingsOf } from '../surroundings.ts'
import { describeSecrets, type Evidence } from './describe.ts'
import { type CheckReport, stopsRun } from './report.ts'

/** What `sotto check` was asked for. */
export interface CheckRequest {
  schema?: string | undefined
  environment?: string | undefined
  /** Whether a person may be asked to approve stores; never where a program reads. */
  ask: boolean
}

/**
 * Goes the way of a run as far as each secret gets, and says of each where it stopped. Values are fetched, judged
 * and dropped; none is released, generated or leased.
 */
export async function checkSecrets(request: CheckRequest, context: Context): Promise<CheckReport> {
  const { schema, settings } = await loadSchema(context, request.schema)
  const environment = chooseEnvironment(schema, request.environment, (name) => `sotto check --env ${name}`)
  const closed = admitEnvironment(schema, environment)
  const { folders, user, env, now } = context
  const prompt = request.ask && closed.length === 0 ? context.prompt : undefined
  const { approved, refusals: untrusted } = await approve(
    schema,
    settings,
    { folders, user, env, now, prompt },
    storesIn(schema, environment),
  )
  const plan = await buildPlan(approved, { environment }, STORE_TYPES)
  const admitted = admit(plan, settings)
  const ctx = storeContextOf(context)
  const progress = showProgress(plan, context)
  const signedIn = await signIn(admitted.passed, surroundingsOf(context, schema, settings), ctx)
  const guarded = guard(admitted.passed, signedIn.signIns, settings)
  const lookups = await fetchValues(guarded.passed, signedIn, ctx)
  progress.end()
  const released = release(guarded.passed, lookups)
  const refusals = [...closed, ...admitted.refusals, ...guarded.refusals, ...released.refusals]
  const { platform } = context
  const evidence: Evidence = { plan, untrusted, refusals, signedIn, lookups, platform }
  const secrets = describeSecrets(evidence)
  return {
    project: schema.project,
    environment: environment.name,
    ready: !secrets.some(stopsRun),
    secrets,
    notRedacted: compileRedactor(released.passed).unredacted,
  }
}

/** One line on a terminal that can erase it while stores are asked, gone when they have answered. */
function showProgress(plan: Plan, { stderr, env }: Context): { end(): void } {
  const stores = [...new Set(plan.secrets.map(({ store }) => store.name))]
  if (!stderr.isTerminal || env.TERM === 'dumb' || stores.length === 0) {
    return { end() {} }
  }
  stderr.write(`asking ${stores.join(', ')}…`)
  return { end: () => stderr.write('\r\u001b[2K') }
}
