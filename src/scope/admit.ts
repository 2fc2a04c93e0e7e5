import type { Plan, PlannedSecret } from '../plan/plan.ts'
import type { EnvironmentDeclaration, SecretSchema } from '../schema/types.ts'
import type { Settings } from '../settings/settings.ts'
import type { AdmittedPlan, Fault, Judged, Refusal } from './judgement.ts'
import { judgeContainer } from './locks/container.ts'
import { judgeEnvironment } from './locks/environment.ts'
import { judgeLocation } from './locks/location.ts'
import { refusalOf } from './refusals.ts'
import { sift } from './sift.ts'

/**
 * The first step: what the plan alone can tell. Environment and location are judged, and whatever of the
 * container stands in the schema. No I/O; nothing may connect before it.
 */
export function admit(plan: Plan, settings: Settings): Judged<AdmittedPlan> {
  const { passed, refusals } = sift(plan, plan.secrets, (secret) => judge(secret, plan, settings))
  return { passed: Object.freeze({ plan, secrets: passed }) as unknown as AdmittedPlan, refusals }
}

/**
 * The environment lock alone, for the secrets called `names`, or every one that the environment names. It comes before
 * trust, so that nobody is asked to approve stores for an environment that is refused anyway, and it refuses whether
 * any of them is there or not.
 */
export function admitEnvironment(
  schema: SecretSchema,
  environment: EnvironmentDeclaration,
  names: readonly string[] = [],
): readonly Refusal[] {
  const fault = judgeEnvironment(environment)
  if (fault === undefined) {
    return []
  }
  const all = [...schema.secrets.values()]
  const meant = all.filter(({ name }) => names.includes(name))
  const named = all.filter(
    ({ locations, requiredIn }) => locations.has(environment.name) || requiredIn.has(environment.name),
  )
  const refused = [meant, named].find((some) => some.length > 0) ?? all
  return refused.map(({ name }) => refusalOf(name, fault, { schema, environment }))
}

function judge(secret: PlannedSecret, plan: Plan, settings: Settings): Fault | undefined {
  return judgeEnvironment(plan.environment) ?? judgeLocation(secret) ?? judgeContainer(secret, settings)
}
