import type { ErrorCode } from '../errors/codes.ts'
import type { StoreFailure, StoreFailureReason } from './store.ts'

/** A store failure on its way up where there is no single lookup to carry it. Holds no foreign text. */
export class StoreError extends Error {
  readonly failure: StoreFailure

  constructor(failure: StoreFailure) {
    super(failure.summary)
    this.name = 'StoreError'
    this.failure = failure
  }
}

/** The error code that each reason ends a command with. */
export const FAILURE_CODES: Readonly<Record<StoreFailureReason, ErrorCode>> = {
  unauthenticated: 'STORE_UNAUTHENTICATED',
  forbidden: 'STORE_FORBIDDEN',
  locked: 'STORE_LOCKED',
  unreachable: 'STORE_UNREACHABLE',
  throttled: 'STORE_THROTTLED',
  'not-installed': 'STORE_NOT_INSTALLED',
  misconfigured: 'STORE_MISCONFIGURED',
  'invalid-response': 'STORE_INVALID_RESPONSE',
}

/** Whatever a store threw as one of our reasons. A foreign error's text may hold a value, so nothing of it is kept. */
export function toStoreFailure(error: unknown): StoreFailure {
  if (error instanceof StoreError) {
    return error.failure
  }
  const summary = 'The store failed in a way that sotto does not know.'
  return { reason: 'invalid-response', summary, retryable: false }
}
