import type { PlannedSecret } from '../plan/plan.ts'
import type { Settings } from '../settings/settings.ts'
import type { Identity } from '../stores/store.ts'
import { fillDeveloper, fillReference, needsDeveloper } from './developer.ts'
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
    return signIn?.status === 'signed-in' ? [askedOf(secret, signIn.identity)] : []
  })
  const { passed, refusals } = sift(plan, asked, (one) => judge(one, settings))
  const secrets = Object.freeze(passed.map(({ filled }) => filled))
  return { passed: Object.freeze({ plan, secrets }) as unknown as GuardedPlan, refusals }
}

/** A secret, who asks for it, and what it becomes with that name filled in. */
interface Asked {
  name: PlannedSecret['name']
  secret: PlannedSecret
  identity: Identity
  /** Empty where the location needs none. */
  developer: string
  filled: GuardedSecret
}

function askedOf(secret: PlannedSecret, identity: Identity): Asked {
  const { name } = secret
  if (!needsDeveloper(secret.reference)) return { name, secret, identity, developer: '', filled: secret }
  const developer = writtenDeveloper(secret, identity)
  return { name, secret, identity, developer, filled: fillIn(secret, developer) }
}

function judge({ secret, identity, developer, filled }: Asked, settings: Settings): Fault | undefined {
  const stranger = judgeIdentity(secret, identity, settings)
  if (stranger !== undefined) {
    return stranger
  }
  if (filled.location.path !== fillDeveloper(secret.location.path, developer)) {
    const message = `the store ${secret.store.name} keeps it elsewhere once {developer} is filled in`
    return { lock: 'location', kind: 'not-development', message }
  }
  return judgeContainer(filled, settings, identity) ?? judgeLocation(secret, developer)
}

function fillIn(secret: PlannedSecret, developer: string): GuardedSecret {
  const reference = fillReference(secret.reference, developer)
  return Object.freeze({ ...secret, reference, location: secret.type.locate(reference, secret.options) })
}

function writtenDeveloper({ type }: PlannedSecret, { developer = '' }: Identity): string {
  return type.writeDeveloper ? (type.writeDeveloper(developer) ?? '') : developer
}
