import type { StoreFailureReason } from '../../stores/store.ts'

/** What stands between a developer and one secret. */
export type SecretState =
  | 'ready'
  | 'generatable'
  | 'missing'
  | 'invalid'
  | 'forbidden'
  | 'signed-out'
  | 'locked'
  | 'unreachable'
  | 'misconfigured'
  | 'untrusted'
  | 'refused'

/** One secret of the environment. Holds nothing of its value: not its length, not a hash. */
export interface CheckedSecret {
  name: string
  state: SecretState
  /** Whether a run refuses to start without it. */
  required: boolean
  /** Why it is in this state, one sentence; absent when it is ready. */
  reason?: string
  /** The one next step, a command where there is one. */
  next?: string
  purpose?: string
  owner?: string
  /** `store:path#field`, with `{developer}` filled in where the store has said who that is. */
  location?: string
  /** How to ask for access. */
  access?: string
}

export interface CheckReport {
  project: string
  environment: string
  /** Whether a run would start. */
  ready: boolean
  secrets: readonly CheckedSecret[]
  /** Names whose value is too short or too common to be redacted in the output of a run. */
  notRedacted: readonly string[]
}

/** Whether a run can start with a secret in this state. */
export function isReady(state: SecretState): boolean {
  return state === 'ready' || state === 'generatable'
}

/** Whether a run refuses to start for it: only what is optional may be missing, and nothing may be wrong. */
export function stopsRun({ state, required }: Pick<CheckedSecret, 'state' | 'required'>): boolean {
  return !isReady(state) && (required || state !== 'missing')
}

/** The state that each reason of failure comes to. */
export const FAILED_STATES: Readonly<Record<StoreFailureReason, SecretState>> = {
  unauthenticated: 'signed-out',
  forbidden: 'forbidden',
  locked: 'locked',
  unreachable: 'unreachable',
  throttled: 'unreachable',
  'not-installed': 'unreachable',
  misconfigured: 'misconfigured',
  'invalid-response': 'invalid',
}
