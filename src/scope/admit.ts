import type { Plan, PlannedSecret } from '../plan/plan.ts'
import type { Settings } from '../settings/settings.ts'
import type { AdmittedPlan, Fault, Judged } from './judgement.ts'
import { judgeContainer } from './locks/container.ts'
import { judgeEnvironment } from './locks/environment.ts'
import { judgeLocation } from './locks/location.ts'
import { sift } from './sift.ts'

/**
 * The first step: what the plan alone can tell. Environment and location are judged, and whatever of the
 * container stands in the schema. No I/O; nothing may connect before it.
 */
export function admit(plan: Plan, settings: Settings): Judged<AdmittedPlan> {
  const { passed, refusals } = sift(plan, plan.secrets, (secret) => judge(secret, plan, settings))
  return { passed: Object.freeze({ plan, secrets: passed }) as unknown as AdmittedPlan, refusals }
}

function judge(secret: PlannedSecret, plan: Plan, settings: Settings): Fault | undefined {
  const location = secret.type.locate(secret.reference, secret.options)
  return (
    judgeEnvironment(plan.environment) ??
    judgeLocation(secret, location) ??
    judgeContainer(secret, location, settings)
  )
}
