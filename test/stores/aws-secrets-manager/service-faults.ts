import type { StoreFailureReason } from '../../../src/stores/store.ts'
import type { AskedRequest, Reply } from '../faults/fault-server.ts'
import type { BrokenBench } from '../harness.ts'
import { actionOf, arnOf, callerIs, DEVELOPER, entry, json, namesIn, secretsError, stsError } from './wire.ts'

interface ServiceFault {
  name: string
  reason: StoreFailureReason
  retryable?: boolean
  answer(request: AskedRequest, index: number): Reply
  ask?: NonNullable<BrokenBench['ask']>
}

/** What AWS itself says is wrong, by code: [status, code, reason, retryable]. */
const SIGN_IN_CODES = [
  [403, 'ExpiredToken', 'unauthenticated', false],
  [403, 'InvalidClientTokenId', 'unauthenticated', false],
  [403, 'SignatureDoesNotMatch', 'unauthenticated', false],
  [403, 'MissingAuthenticationToken', 'unauthenticated', false],
  [403, 'AccessDenied', 'forbidden', false],
  [403, 'RegionDisabledException', 'misconfigured', false],
  [400, 'Throttling', 'throttled', true],
  [400, 'RequestExpired', 'misconfigured', true],
  [503, 'ServiceUnavailable', 'unreachable', true],
] as const

const BATCH_CODES = [
  [400, 'ExpiredTokenException', 'unauthenticated', false],
  [400, 'UnrecognizedClientException', 'unauthenticated', false],
  [400, 'InvalidSignatureException', 'unauthenticated', false],
  [400, 'IncompleteSignature', 'unauthenticated', false],
  [400, 'AccessDeniedException', 'forbidden', false],
  [400, 'DecryptionFailure', 'forbidden', false],
  [400, 'InvalidParameterException', 'misconfigured', false],
  [400, 'InvalidRequestException', 'misconfigured', false],
  [400, 'OptInRequired', 'misconfigured', false],
  [400, 'ThrottlingException', 'throttled', true],
  [400, 'TooManyRequestsException', 'throttled', true],
  [500, 'InternalServiceError', 'unreachable', true],
  [503, 'ServiceUnavailableException', 'unreachable', true],
  [400, 'CanaryNewException', 'invalid-response', false],
] as const

const ENTRY_CODES = [
  ['AccessDeniedException', 'forbidden', false],
  ['DecryptionFailure', 'forbidden', false],
  ['InvalidRequestException', 'misconfigured', false],
  ['InternalServiceError', 'unreachable', true],
  ['ThrottlingException', 'throttled', true],
  ['CanaryNewException', 'invalid-response', false],
] as const

/** Secrets that cannot be what was asked for: what differs from a right entry. */
const WRONG_ENTRIES: readonly [string, (name: string) => Readonly<Record<string, unknown>>][] = [
  ['of another account', (name) => ({ ARN: arnOf(name, { account: '999999999999' }) })],
  ['of another region', (name) => ({ ARN: arnOf(name, { region: 'us-east-1' }) })],
  ['under the ARN of another secret', () => ({ ARN: arnOf('storefront/prod/faulty') })],
  ['under the ARN of another service', (name) => ({ ARN: arnOf(name).replace('secretsmanager', 'ssm') })],
  ['without an ARN', () => ({ ARN: undefined })],
  ['without a value', () => ({ SecretString: undefined })],
  ['whose value is a number', () => ({ SecretString: 17 })],
  ['whose value is an object', () => ({ SecretString: { note: 'canary-object' } })],
]

export const SERVICE_FAULTS: readonly ServiceFault[] = [
  ...SIGN_IN_CODES.map(([status, code, reason, retryable]) => ({
    name: `GetCallerIdentity: ${code}`,
    reason,
    retryable,
    answer: () => stsError(status, code),
  })),
  {
    name: 'GetCallerIdentity: the principal is no ARN',
    reason: 'invalid-response',
    answer: () => callerIs('canary-principal'),
  },
  ...BATCH_CODES.map(([status, code, reason, retryable]) => ({
    name: `BatchGetSecretValue: ${code}`,
    reason,
    retryable,
    answer: signedIn(() => secretsError(status, code)),
  })),
  ...ENTRY_CODES.map(([code, reason, retryable]) => ({
    name: `one secret of a batch: ${code}`,
    reason,
    retryable,
    ask: [
      { location: 'storefront/dev/first', outcome: 'found' as const },
      { location: 'storefront/dev/faulty', outcome: reason },
      { location: 'storefront/dev/last', outcome: 'found' as const },
    ],
    answer: signedIn((request) =>
      json({
        SecretValues: namesIn(request)
          .filter((name) => !name.endsWith('faulty'))
          .map((name) => entry(name)),
        Errors: [{ SecretId: 'storefront/dev/faulty', ErrorCode: code, Message: 'canary-message' }],
      }),
    ),
  })),
  ...WRONG_ENTRIES.map(([what, changes]) => ({
    name: `a batch holds a secret ${what}`,
    reason: 'invalid-response' as const,
    answer: signedIn((request) =>
      json({ SecretValues: namesIn(request).map((name) => entry(name, changes(name))), Errors: [] }),
    ),
  })),
  {
    name: 'the second batch of three is throttled',
    reason: 'throttled',
    retryable: true,
    ask: Array.from({ length: 50 }, (_, index) => ({
      location: `storefront/dev/item-${index}`,
      outcome: index >= 20 && index < 40 ? 'throttled' : 'found',
    })),
    answer: signedIn((request) =>
      namesIn(request).includes('storefront/dev/item-20')
        ? secretsError(400, 'ThrottlingException')
        : json({ SecretValues: namesIn(request).map((name) => entry(name)) }),
    ),
  },
  {
    name: 'a batch whose next page is always the same',
    reason: 'invalid-response',
    answer: signedIn(() => json({ SecretValues: [], Errors: [], NextToken: 'canary-page' })),
  },
  {
    name: 'a batch that answers for a stranger',
    reason: 'invalid-response',
    answer: signedIn(() => json({ SecretValues: [entry('storefront/dev/stranger')], Errors: [] })),
  },
]

function signedIn(answer: (request: AskedRequest) => Reply): ServiceFault['answer'] {
  return (request) => (actionOf(request) === 'GetCallerIdentity' ? callerIs(DEVELOPER) : answer(request))
}
