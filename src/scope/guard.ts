import type { PlannedSecret } from '../plan/plan.ts'
import type { Settings } from '../settings/settings.ts'
import type { Identity } from '../stores/store.ts'
import { fillDeveloper, fillReference } from './developer.ts'
import type { AdmittedPlan, Fault, GuardedPlan, GuardedSecret, Judged, SignIn } from './judgement.ts'
import { judgeContainer } from './locks/container.ts'
import { judgeIdentity } from './locks/identity.ts'
import { judgeLocation } from './locks/location.ts'
import { sift } from './sift.ts'

/**
 * The second step, before any value is asked for: who is signed in, and to which container. `{developer}` is
 * filled in with the name that the store verified, and the location is judged again. Secrets of a store that
 * nobody is signed in to are left out without a word: `resolve` reports those.
 */
export function guard(
  admitted: AdmittedPlan,
  signIns: ReadonlyMap<string, SignIn>,
  settings: Settings,
): Judged<GuardedPlan> {
  const { plan } = admitted
  const asked = admitted.secrets.flatMap((secret) => {
    const signIn = signIns.get(secret.store.name)
    return signIn?.status === 'signed-in' ? [{ name: secret.name, secret, identity: signIn.identity }] : []
  })
  const { passed, refusals } = sift(plan, asked, ({ secret, identity }) => judge(secret, identity, settings))
  const secrets = Object.freeze(passed.map(({ secret, identity }) => fillIn(secret, identity)))
  return { passed: Object.freeze({ plan, secrets }) as unknown as GuardedPlan, refusals }
}

function judge(secret: PlannedSecret, identity: Identity, settings: Settings): Fault | undefined {
  const stranger = judgeIdentity(secret, identity, settings)
  if (stranger !== undefined) {
    return stranger
  }
  const template = secret.type.locate(secret.reference, secret.options)
  const { location } = fillIn(secret, identity)
  const developer = writtenDeveloper(secret, identity)
  if (location.path !== fillDeveloper(template.path, developer)) {
    const message = `the store ${secret.store.name} keeps it elsewhere once {developer} is filled in`
    return { lock: 'location', kind: 'not-development', message }
  }
  return judgeContainer(secret, location, settings, identity) ?? judgeLocation(secret, template, developer)
}

function fillIn(secret: PlannedSecret, identity: Identity): GuardedSecret {
  const reference = fillReference(secret.reference, writtenDeveloper(secret, identity))
  return Object.freeze({ ...secret, reference, location: secret.type.locate(reference, secret.options) })
}

/** Empty where the location needs no developer: then nothing is replaced. */
function writtenDeveloper({ type }: PlannedSecret, { developer = '' }: Identity): string {
  return type.writeDeveloper ? (type.writeDeveloper(developer) ?? '') : developer
}
