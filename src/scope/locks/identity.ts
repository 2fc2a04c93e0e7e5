import type { PlannedSecret } from '../../plan/plan.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Identity } from '../../stores/store.ts'
import { isDeveloperName, needsDeveloper } from '../developer.ts'
import type { Fault } from '../judgement.ts'
import { quote } from '../quote.ts'

/**
 * Third lock, the other half: who asks. A person, or a workload that was exchanged in this process; never a
 * credential that several people could hold, unless the user's own settings allow that one. Where the
 * location is personal there must be a person, under a name that the store verified. Of a store that is the OS user's
 * own no name is asked: nobody else can open it.
 */
export function judgeIdentity(
  secret: PlannedSecret,
  identity: Identity,
  settings: Settings,
): Fault | undefined {
  const { store, type, reference } = secret
  if (type.reach !== 'personal' && !isNamed(identity)) {
    return refuse(`${store.name} does not say who is signed in`)
  }
  if (identity.shared !== undefined && !isAllowed(store.type, identity, settings)) {
    return refuse(
      `signed in to ${store.name} as ${quote(identity.principal)}, ${identity.shared}`,
      `sign in as yourself: sotto login ${store.name}`,
    )
  }
  return needsDeveloper(reference) ? judgeDeveloper(secret, identity, settings) : undefined
}

function isNamed({ principal }: Identity): boolean {
  return typeof principal === 'string' && principal !== ''
}

function judgeDeveloper(
  { store, type }: PlannedSecret,
  identity: Identity,
  settings: Settings,
): Fault | undefined {
  const { principal, developer, workload, developerNeedsVouch: role } = identity
  if (workload) {
    return refuse(`its location is a developer's own, and ${quote(principal)} is a workload`)
  }
  if (developer === undefined) {
    const reason = identity.developerRefusal ?? 'the store knows no name of a person'
    return refuse(`nothing can stand for {developer} in ${store.name}: ${reason}`)
  }
  if (role !== undefined && !settings.vouchedRoles.has(role)) {
    return refuse(
      `whoever assumes the role ${quote(role)} chooses the name that would stand for {developer}`,
      `if its trust policy fixes the session name, add "${quote(role)}" to vouchedRoles of your settings`,
    )
  }
  const written = type.writeDeveloper ? type.writeDeveloper(developer) : developer
  if (!isDeveloperName(developer) || written === undefined || !isDeveloperName(written)) {
    return refuse(`the name ${quote(developer)} cannot stand for {developer} in a path of ${store.name}`)
  }
  return undefined
}

function isAllowed(type: string, { principal }: Identity, { allowCredentials }: Settings): boolean {
  return allowCredentials.some((allowed) => allowed.type === type && allowed.principal === principal)
}

function refuse(message: string, suggestion?: string): Fault {
  return { lock: 'identity', kind: 'credential', message, ...(suggestion ? { suggestion } : {}) }
}
