import type { Plan, PlannedSecret } from '../../src/plan/plan.ts'
import { admit } from '../../src/scope/admit.ts'
import { guard } from '../../src/scope/guard.ts'
import type { Judged, Refusal, SealedLookup, SignIn } from '../../src/scope/judgement.ts'
import { release } from '../../src/scope/release.ts'
import { SecretValue } from '../../src/secret/secret-value.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings.ts'
import { STORE_TYPES } from '../../src/stores/registry.ts'
import type { Identity, Tags } from '../../src/stores/store.ts'
import type { StoreType } from '../../src/stores/store-type.ts'
import type { Evidence } from './evidence.ts'

/** Where the scope lets a secret get to: the refusals, or the values. */
export interface Outcome {
  refusals: readonly Refusal[]
  released: readonly string[]
}

/** Takes one secret through the three steps, asking the server at `base` in between as a run would. */
export async function carryOut(evidence: Evidence, base: string): Promise<Outcome> {
  const settings = settingsOf(evidence)
  const admitted = admit(planOf(evidence), settings)
  if (admitted.refusals.length > 0) {
    return refusedBy(admitted)
  }
  const identity = (await ask(`${base}/identity`)) as Identity
  const signIns = new Map([[evidence.store.name, { status: 'signed-in' as const, identity }]])
  const guarded = guard(admitted.passed, signIns, settings)
  if (guarded.refusals.length > 0) {
    return refusedBy(guarded)
  }
  const { tags, value } = (await ask(`${base}/values`)) as { tags?: Tags; value: string }
  const lookups = guarded.passed.secrets.map(
    (secret): SealedLookup => ({
      secret,
      lookup: {
        reference: secret.reference,
        status: 'found',
        value: SecretValue.seal(plainValue(value)),
        ...(tags && { tags }),
      },
    }),
  )
  const released = release(guarded.passed, lookups)
  return { refusals: released.refusals, released: [...released.passed.keys()] }
}

/** The plan of the one secret that the evidence describes. */
export function planOf(evidence: Evidence, locate?: StoreType['locate']): Plan {
  const { environment, reference, options } = evidence
  const store = { ...evidence.store, type: evidence.type, options }
  const known = STORE_TYPES.get(evidence.type)!
  const type = { ...known, locate: locate ?? known.locate }
  const location = type.locate(reference, options)
  const secret = { name: 'DATABASE_URL', store, type, options, reference, location }
  const production = {
    name: 'production',
    class: 'production',
    breakGlass: {
      procedure: 'docs/break-glass.md',
      approvers: 'team-security',
      maxDuration: '4h',
      review: 'docs/review.md',
    },
  }
  const environments = new Map([
    [environment.name, environment],
    ['production', production],
  ])
  return { schema: { environments }, environment, secrets: [secret as unknown as PlannedSecret] } as never
}

/** The user's settings that the evidence describes. */
export function settingsOf({ settings }: Evidence): Settings {
  const { vouchedRoles = [], ...rest } = settings
  return { ...DEFAULT_SETTINGS, ...rest, vouchedRoles: new Set(vouchedRoles) }
}

/** The sign-in that the evidence describes, by the store's name. */
export function signInsOf({ store, identity }: Evidence): ReadonlyMap<string, SignIn> {
  return new Map([[store.name, { status: 'signed-in', identity }]]) as never
}

function refusedBy({ refusals }: Judged<unknown>): Outcome {
  return { refusals, released: [] }
}

async function ask(url: string): Promise<unknown> {
  return (await fetch(url)).json()
}

/** Made here, so that no file holds anything in the format of a key. */
function plainValue(kind: string): string {
  const key = (mode: string) => `sk_${mode}_${'InventedCanary'.repeat(2)}`
  switch (kind) {
    case '*live':
      return key('live')
    case '*live-inside':
      return `{"payments":{"key":"${key('live')}"}}`
    case '*test':
      return key('test')
    default:
      return 'an-invented-canary-value'
  }
}
