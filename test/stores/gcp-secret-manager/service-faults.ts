import { crc32c } from '../../../src/stores/gcp-secret-manager/crc32c.ts'
import type { StoreFailureReason } from '../../../src/stores/store.ts'
import type { AskedRequest, Reply } from '../faults/fault-server.ts'
import type { BrokenBench } from '../harness.ts'
import { apiError, json, NUMBER } from './wire.ts'

interface ServiceFault {
  name: string
  reason: StoreFailureReason
  retryable?: boolean
  /** `undefined`: as if nothing were wrong with this request. */
  answer(request: AskedRequest): Reply | undefined
  ask?: NonNullable<BrokenBench['ask']>
}

/** What Google's token endpoint says is wrong: [status, code, reason]. */
const GRANT_CODES = [
  [400, 'invalid_grant', 'unauthenticated'],
  [401, 'invalid_client', 'unauthenticated'],
  [400, 'unauthorized_client', 'unauthenticated'],
  [403, 'access_denied', 'unauthenticated'],
  [400, 'canary_new_code', 'invalid-response'],
] as const

/** What Secret Manager says is wrong: [status, code, reason within the details, our reason, retryable]. */
const ACCESS_CODES = [
  [401, 'UNAUTHENTICATED', undefined, 'unauthenticated', false],
  [401, 'UNAUTHENTICATED', 'ACCESS_TOKEN_EXPIRED', 'unauthenticated', false],
  [403, 'PERMISSION_DENIED', undefined, 'forbidden', false],
  [403, 'PERMISSION_DENIED', 'IAM_PERMISSION_DENIED', 'forbidden', false],
  [403, 'PERMISSION_DENIED', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'unauthenticated', false],
  [403, 'PERMISSION_DENIED', 'SERVICE_DISABLED', 'misconfigured', false],
  [403, 'PERMISSION_DENIED', 'CONSUMER_INVALID', 'misconfigured', false],
  [403, 'PERMISSION_DENIED', 'USER_PROJECT_DENIED', 'misconfigured', false],
  [400, 'FAILED_PRECONDITION', undefined, 'misconfigured', false],
  [400, 'INVALID_ARGUMENT', undefined, 'misconfigured', false],
  [429, 'RESOURCE_EXHAUSTED', undefined, 'throttled', true],
  [429, 'RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED', 'throttled', true],
  [409, 'ABORTED', undefined, 'unreachable', true],
  [500, 'INTERNAL', undefined, 'unreachable', true],
  [500, 'UNKNOWN', undefined, 'unreachable', true],
  [503, 'UNAVAILABLE', undefined, 'unreachable', true],
  [504, 'DEADLINE_EXCEEDED', undefined, 'unreachable', true],
  [501, 'CANARY_NEW_STATUS', undefined, 'unreachable', true],
  [418, 'CANARY_NEW_STATUS', undefined, 'invalid-response', false],
] as const

const DATA = Buffer.from('canary-value')
const RIGHT = { data: DATA.toString('base64'), dataCrc32c: `${crc32c(DATA)}` }

/** Versions that cannot be what was asked for: what differs from a right answer, and whether it may pass. */
const WRONG_VERSIONS: readonly [string, (id: string) => object, boolean?][] = [
  ['whose checksum is another', (id) => version(id, { ...RIGHT, dataCrc32c: '17' }), true],
  ['without a checksum', (id) => version(id, { data: RIGHT.data }), true],
  ['cut short', (id) => version(id, { ...RIGHT, data: RIGHT.data.slice(0, 8) }), true],
  ['whose value is a number', (id) => version(id, { ...RIGHT, data: 17 }), true],
  ['without a payload', (id) => ({ name: version(id, RIGHT).name }), true],
  ['of another secret', () => version('storefront-other', RIGHT)],
  ['without a name', () => ({ payload: RIGHT })],
  [
    'without a number',
    (id) => ({ ...version(id, RIGHT), name: `projects/${NUMBER}/secrets/${id}/versions/latest` }),
  ],
]

export const SERVICE_FAULTS: readonly ServiceFault[] = [
  ...GRANT_CODES.map(([status, error, reason]) => ({
    name: `token: ${status} ${error}`,
    reason,
    retryable: false,
    answer: (request: AskedRequest) =>
      request.url === '/token' ? json({ error, error_description: 'canary-description' }, status) : undefined,
  })),
  {
    name: 'token: the answer holds no token',
    reason: 'invalid-response',
    answer: ({ url }) => (url === '/token' ? json({ token_type: 'Bearer' }) : undefined),
  },
  ...ACCESS_CODES.map(([status, code, detail, reason, retryable]) => ({
    name: `access: ${status} ${code} ${detail ?? ''}`.trim(),
    reason,
    retryable,
    answer: (request: AskedRequest) => (idIn(request) ? apiError(status, code, detail) : undefined),
  })),
  ...WRONG_VERSIONS.map(([what, answer, retryable = false]) => ({
    name: `access: a version ${what}`,
    reason: 'invalid-response' as const,
    retryable,
    answer: (request: AskedRequest) => {
      const id = idIn(request)
      return id === undefined ? undefined : json(answer(id))
    },
  })),
  {
    name: 'every third access is throttled',
    reason: 'throttled',
    retryable: true,
    ask: Array.from({ length: 30 }, (_, index) => ({
      location: `storefront-item-${index}`,
      outcome: index % 3 === 0 ? 'throttled' : 'found',
    })),
    answer: (request) => {
      const id = idIn(request)
      if (id === undefined) return undefined
      return Number(id.split('-').at(-1)) % 3 === 0
        ? apiError(429, 'RESOURCE_EXHAUSTED')
        : json(version(id, RIGHT))
    },
  },
]

function version(id: string, payload: object): { name: string; payload: object } {
  return { name: `projects/${NUMBER}/secrets/${id}/versions/3`, payload }
}

function idIn({ url }: AskedRequest): string | undefined {
  return /\/secrets\/([^/]+)\/versions\/latest:access$/.exec(url)?.[1]
}
