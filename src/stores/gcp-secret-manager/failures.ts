import { connectionProblem } from '../connection-problem.ts'
import { StoreError } from '../failure.ts'
import type { StoreFailure } from '../store.ts'
import { LOGIN } from './login.ts'
import type { Answer } from './transport.ts'

const FAILURES = {
  'signed-out': {
    reason: 'unauthenticated',
    summary: 'Google Cloud does not accept the credentials: they are wrong or have expired.',
    retryable: false,
    suggestion: LOGIN,
  },
  forbidden: {
    reason: 'forbidden',
    summary: 'Google Cloud does not allow this request.',
    retryable: false,
    suggestion:
      'Ask for the role Secret Manager Secret Accessor, and for labels one with secretmanager.secrets.list.',
  },
  disabled: {
    reason: 'misconfigured',
    summary: 'The Secret Manager API cannot be used with the project that pays for the request.',
    retryable: false,
    suggestion: 'gcloud auth application-default set-quota-project PROJECT',
  },
  refused: {
    reason: 'misconfigured',
    summary: 'Google Cloud refuses the request: most likely this version is disabled or destroyed.',
    retryable: false,
  },
  throttled: { reason: 'throttled', summary: 'Google Cloud is throttling our requests.', retryable: true },
  down: {
    reason: 'unreachable',
    summary: 'Google Cloud did not answer.',
    retryable: true,
    suggestion: "check this machine's way to Google Cloud: the network, a VPN",
  },
  untrusted: {
    reason: 'unreachable',
    summary: 'What answered for Google Cloud shows a certificate that this machine does not trust.',
    retryable: false,
    suggestion: 'Name the authority of your network in NODE_EXTRA_CA_CERTS.',
  },
  garbled: {
    reason: 'invalid-response',
    summary: 'What answered is not Google Cloud, or its answer did not arrive whole.',
    retryable: false,
    suggestion: 'see what answers in place of Google Cloud: a proxy of the network',
  },
} satisfies Readonly<Record<string, StoreFailure>>

type Kind = keyof typeof FAILURES

/** Canonical codes by name (google/rpc/code.proto), as the `status` of a JSON error has them. */
const BY_STATUS: Readonly<Record<string, Kind>> = {
  UNAUTHENTICATED: 'signed-out',
  PERMISSION_DENIED: 'forbidden',
  FAILED_PRECONDITION: 'refused',
  INVALID_ARGUMENT: 'refused',
  RESOURCE_EXHAUSTED: 'throttled',
  ABORTED: 'down',
  CANCELLED: 'down',
  DEADLINE_EXCEEDED: 'down',
  INTERNAL: 'down',
  UNAVAILABLE: 'down',
  UNKNOWN: 'down',
}

/** Reasons within an error's details (google/api/error_reason.proto) that say more than its code. */
const BY_REASON: Readonly<Record<string, Kind>> = {
  ACCESS_TOKEN_EXPIRED: 'signed-out',
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: 'signed-out',
  CONSUMER_INVALID: 'disabled',
  RATE_LIMIT_EXCEEDED: 'throttled',
  SERVICE_DISABLED: 'disabled',
  USER_PROJECT_DENIED: 'disabled',
}

/** OAuth error codes of a token endpoint (RFC 6749 section 5.2) that other credentials would mend. */
const GRANT_REFUSED = /^(invalid_(client|grant|scope|target|token)|unauthorized_client|access_denied)$/

/** A failed request to Secret Manager. Only codes are read: the text may hold anything. */
export function failureOf(error: unknown): StoreFailure {
  if (error instanceof StoreError) return error.failure
  return FAILURES[connectionProblem(error) ?? 'garbled']
}

/** What a refusing answer means; `absent`: there is no such secret. */
export function refusalOf({ status, body }: Answer): StoreFailure | 'absent' {
  const error = errorIn(body)
  const reason = error?.details
    ?.map((detail) => BY_REASON[`${detail?.reason}`])
    .find((kind) => kind !== undefined)
  if (error?.status === 'NOT_FOUND') return 'absent'
  return FAILURES[reason ?? BY_STATUS[`${error?.status}`] ?? kindOfStatus(status)]
}

/** A failed sign-in, as the library for it rejects. */
export function signInFailureOf(error: unknown): StoreFailure {
  const { status, response } = Object(error) as {
    status?: unknown
    response?: { data?: { error?: unknown } }
  }
  const refused: unknown = response?.data?.error
  if (typeof refused === 'string' && GRANT_REFUSED.test(refused)) return FAILURES['signed-out']
  return typeof status === 'number' ? FAILURES[kindOfStatus(status)] : failureOf(error)
}

/** An answer that cannot be what it should be. */
export function garbled(summary: string): StoreFailure {
  return { ...FAILURES.garbled, summary }
}

export function misconfigured(summary: string): StoreFailure {
  return { reason: 'misconfigured', summary, retryable: false }
}

function kindOfStatus(status: number): Kind {
  if (status === 401) return 'signed-out'
  if (status === 403) return 'forbidden'
  if (status === 429) return 'throttled'
  return status >= 500 ? 'down' : 'garbled'
}

interface ApiError {
  status?: string
  details?: { reason?: string }[]
}

function errorIn(body: Buffer): ApiError | undefined {
  try {
    const { error } = Object(JSON.parse(body.toString())) as { error?: ApiError }
    return { ...error, details: Array.isArray(error?.details) ? error.details : [] }
  } catch {
    return undefined
  }
}
