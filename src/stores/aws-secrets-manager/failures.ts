import { connectionProblem } from '../connection-problem.ts'
import { StoreError } from '../failure.ts'
import type { StoreFailure } from '../store.ts'

type Kind =
  | 'signed-out'
  | 'skewed'
  | 'forbidden'
  | 'undecryptable'
  | 'refused'
  | 'throttled'
  | 'down'
  | 'untrusted'
  | 'region'
  | 'garbled'

/** What each kind of failure is to the rest of sotto. */
const FAILURES: Readonly<Record<Kind, StoreFailure>> = {
  'signed-out': {
    reason: 'unauthenticated',
    summary: 'AWS does not accept the credentials: they are wrong or have expired.',
    retryable: false,
  },
  skewed: {
    reason: 'misconfigured',
    summary: "This machine's clock differs from AWS's by more than four minutes.",
    // The SDK has learned the difference and signs the next request with the right time.
    retryable: true,
    suggestion: 'Set the clock of this machine.',
  },
  forbidden: {
    reason: 'forbidden',
    summary: 'AWS does not allow this request.',
    retryable: false,
    suggestion: 'Ask for secretsmanager:GetSecretValue on the secret.',
  },
  undecryptable: {
    reason: 'forbidden',
    summary: 'AWS does not let the key of the secret be used.',
    retryable: false,
    suggestion: "Ask for kms:Decrypt on the secret's key.",
  },
  refused: {
    reason: 'misconfigured',
    summary: 'AWS refuses the request for this secret: most likely the secret is marked for deletion.',
    retryable: false,
  },
  throttled: { reason: 'throttled', summary: 'AWS is throttling our requests.', retryable: true },
  down: {
    reason: 'unreachable',
    summary: 'AWS did not answer.',
    retryable: true,
    suggestion: "check this machine's way to AWS: the network, a VPN, AWS_ENDPOINT_URL",
  },
  untrusted: {
    reason: 'unreachable',
    summary: 'What answered for AWS shows a certificate that this machine does not trust.',
    retryable: false,
    suggestion: 'Name the authority of your network in NODE_EXTRA_CA_CERTS.',
  },
  region: {
    reason: 'misconfigured',
    summary: 'The AWS account does not use the region that the store names.',
    retryable: false,
  },
  garbled: {
    reason: 'invalid-response',
    summary: 'What answered is not AWS, or its answer did not arrive whole.',
    retryable: false,
    suggestion: 'see what answers in place of AWS: AWS_ENDPOINT_URL, or a proxy of the network',
  },
}

/**
 * Error codes of AWS: the "Common errors" and per-action errors of the Secrets Manager, STS and SSO API references.
 * With and without the suffix, since services differ.
 */
const KINDS: Readonly<Record<string, Kind>> = {
  AccessDenied: 'forbidden',
  AccessDeniedException: 'forbidden',
  NotAuthorized: 'forbidden',
  UnauthorizedOperation: 'forbidden',
  DecryptionFailure: 'undecryptable',
  ExpiredToken: 'signed-out',
  ExpiredTokenException: 'signed-out',
  IDPRejectedClaim: 'signed-out',
  IncompleteSignature: 'signed-out',
  InvalidAccessKeyId: 'signed-out',
  InvalidClientTokenId: 'signed-out',
  InvalidIdentityToken: 'signed-out',
  InvalidSignatureException: 'signed-out',
  MissingAuthenticationToken: 'signed-out',
  MissingAuthenticationTokenException: 'signed-out',
  SignatureDoesNotMatch: 'signed-out',
  UnauthorizedException: 'signed-out',
  UnrecognizedClientException: 'signed-out',
  RequestExpired: 'skewed',
  RequestTimeTooSkewed: 'skewed',
  InvalidParameterException: 'refused',
  InvalidRequestException: 'refused',
  ValidationException: 'refused',
  OptInRequired: 'region',
  RegionDisabledException: 'region',
  PriorRequestNotComplete: 'throttled',
  RequestLimitExceeded: 'throttled',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  ThrottledException: 'throttled',
  TooManyRequestsException: 'throttled',
  IDPCommunicationError: 'down',
  InternalFailure: 'down',
  InternalServerError: 'down',
  InternalServiceError: 'down',
  InternalServiceErrorException: 'down',
  ServiceUnavailable: 'down',
  ServiceUnavailableException: 'down',
}

/** A failed call in our own words. Only codes and the status are read: the text may hold anything. */
export function failureOf(error: unknown): StoreFailure {
  if (error instanceof StoreError) return error.failure
  const { name, $metadata } = Object(error) as {
    name?: string
    $metadata?: { httpStatusCode?: number; clockSkewCorrected?: boolean }
  }
  if ($metadata?.clockSkewCorrected) return FAILURES.skewed
  const status = $metadata?.httpStatusCode ?? 0
  const spoken = status >= 300 ? kindOfStatus(status) : (connectionProblem(error) ?? 'garbled')
  return FAILURES[KINDS[name ?? ''] ?? spoken]
}

/** The failure that Secrets Manager gives one secret of a batch, by its code. */
export function failureOfCode(code: string | undefined): StoreFailure {
  return FAILURES[KINDS[code ?? ''] ?? 'garbled']
}

/** An answer that cannot be what it should be. */
export function garbled(summary: string): StoreFailure {
  return { ...FAILURES.garbled, summary }
}

/** Credentials that are configured and do not sign in, or none. */
export function signedOut(summary: string, suggestion?: string): StoreError {
  return new StoreError({
    reason: 'unauthenticated',
    summary,
    retryable: false,
    ...(suggestion !== undefined && { suggestion }),
  })
}

/** Whether the service says that there is no such secret. */
export function isAbsent(code: string | undefined): boolean {
  return code === 'ResourceNotFoundException'
}

function kindOfStatus(status: number): Kind {
  if (status === 401) return 'signed-out'
  if (status === 403) return 'forbidden'
  if (status === 429) return 'throttled'
  return status >= 500 ? 'down' : 'garbled'
}
