import type { Plan, PlannedSecret } from '../../plan/plan.ts'
import { isGeneratable } from '../../resolve/generate-absent.ts'
import type { SignedIn } from '../../resolve/sign-in.ts'
import type { SecretDeclaration } from '../../schema/types.ts'
import type { Refusal, SealedLookup } from '../../scope/judgement.ts'
import type { StoreFailure } from '../../stores/store.ts'
import type { TrustRefusal } from '../../trust/approved-schema.ts'
import { judgeValue } from '../judge-value.ts'
import { nextStep } from '../next-step.ts'
import { setCommand } from '../set-command.ts'
import { type CheckedSecret, FAILED_STATES, type SecretState } from './report.ts'

/** Everything that the steps of the pipeline have said. */
export interface Evidence {
  plan: Plan
  untrusted: readonly TrustRefusal[]
  refusals: readonly Refusal[]
  signedIn: SignedIn
  lookups: readonly SealedLookup[]
  /** Of this machine: it limits how large a value may be. */
  platform: NodeJS.Platform
}

interface Verdict {
  state: SecretState
  reason?: string
  next?: string | undefined
}

/** One description a secret, in the order of the schema. */
export function describeSecrets(evidence: Evidence): readonly CheckedSecret[] {
  const { plan } = evidence
  const described = new Map<string, CheckedSecret>()
  const add = (declaration: SecretDeclaration, required: boolean, verdict: Verdict, location?: string) =>
    described.set(declaration.name, describe(declaration, required, verdict, location))
  for (const { declaration, required } of plan.unplaced.filter((secret) => secret.required)) {
    add(declaration, required, {
      state: 'missing',
      reason: `It has no location in ${plan.environment.name}.`,
    })
  }
  for (const { declaration, required, store } of plan.untrusted) {
    add(declaration, required, judgeUntrusted(evidence, declaration, store), locationText(plan, declaration))
  }
  for (const secret of plan.secrets) {
    const guarded = evidence.lookups.find(({ secret: { name } }) => name === secret.name)?.secret
    const where = `${secret.store.name}:${secret.type.formatReference((guarded ?? secret).reference)}`
    add(secret.declaration, secret.required, judge(secret, evidence), where)
  }
  return [...plan.schema.secrets.keys()].flatMap((name) => described.get(name) ?? [])
}

function describe(
  { name, purpose, owner, access }: SecretDeclaration,
  required: boolean,
  { state, reason, next }: Verdict,
  location: string | undefined,
): CheckedSecret {
  return {
    name,
    state,
    required,
    ...(reason !== undefined && { reason }),
    ...(next !== undefined && { next }),
    ...(purpose !== undefined && { purpose }),
    ...(owner !== undefined && { owner }),
    ...(location !== undefined && { location }),
    ...(access !== undefined && { access }),
  }
}

function judgeUntrusted(
  { untrusted, refusals }: Evidence,
  { name }: SecretDeclaration,
  store: string,
): Verdict {
  const refusal = refusals.find((one) => one.name === name)
  if (refusal !== undefined) {
    return refused(refusal)
  }
  const reason = untrusted.find((one) => one.store === store)?.message ?? `${store} is for production only.`
  return { state: 'untrusted', reason, next: 'sotto trust' }
}

function judge(secret: PlannedSecret, evidence: Evidence): Verdict {
  const { name, store, declaration } = secret
  const refusal = evidence.refusals.find((one) => one.name === name)
  if (refusal !== undefined) {
    return refused(refusal)
  }
  const signIn = evidence.signedIn.signIns.get(store.name)
  if (signIn?.status === 'signed-out') {
    return {
      state: 'signed-out',
      reason: `Not signed in to ${store.name}.`,
      next: `sotto login ${store.name}`,
    }
  }
  if (signIn?.status === 'failed') {
    return failed(signIn.failure, secret)
  }
  const found = evidence.lookups.find((one) => one.secret.name === name)
  if (found === undefined || found.lookup.status === 'absent') {
    return absent(secret, found, evidence)
  }
  if (found.lookup.status === 'failed') {
    return failed(found.lookup.failure, secret)
  }
  if (found.lookup.status === 'mintable') {
    return { state: 'ready', reason: 'It is minted at each run.' }
  }
  const fault = judgeValue(declaration, found.lookup.value, evidence.platform)
  return fault === undefined
    ? { state: 'ready' }
    : { state: 'invalid', reason: `The value ${fault}.`, next: howToChange(secret, evidence.plan) }
}

function refused({ message, suggestion }: Refusal): Verdict {
  return { state: 'refused', reason: `${message[0]?.toUpperCase()}${message.slice(1)}.`, next: suggestion }
}

function failed(failure: StoreFailure, secret: PlannedSecret): Verdict {
  const state = FAILED_STATES[failure.reason]
  const ask = state === 'forbidden' ? howToAsk(secret.declaration) : undefined
  const next = failure.suggestion ?? ask ?? nextStep(failure, secret.store.name)
  return { state, reason: failure.summary, next }
}

function absent(secret: PlannedSecret, found: SealedLookup | undefined, evidence: Evidence): Verdict {
  if (found !== undefined && isGeneratable(found.secret, evidence.signedIn)) {
    return { state: 'generatable', reason: 'It is generated at the first run.' }
  }
  return {
    state: 'missing',
    reason: `It is not in ${secret.store.name}.`,
    next: howToChange(secret, evidence.plan),
  }
}

function howToChange({ name, type, declaration }: PlannedSecret, { environment }: Plan): string | undefined {
  return type.capabilities.has('write') ? setCommand(name, environment) : howToAsk(declaration)
}

function howToAsk({ access, owner }: SecretDeclaration): string | undefined {
  return access ?? (owner === undefined ? undefined : `ask ${owner}`)
}

function locationText(plan: Plan, { locations }: SecretDeclaration): string | undefined {
  const location = locations.get(plan.environment.name)
  return location && `${location.store}:${location.text}`
}
