import { connectionProblem } from '../connection-problem.ts'
import { StoreError } from '../failure.ts'
import type { StoreFailure } from '../store.ts'
import type { VaultAnswer } from './client.ts'

/** What an answer that is no success means, by its status. Of its text only this is read: whether it is Vault's. */
export function failureOfAnswer({ status, body }: VaultAnswer): StoreFailure {
  if (status === 429) return failed('throttled', 'Vault answers that too many requests are made.', true)
  if (status >= 300 && status < 400) {
    return failed('invalid-response', 'Vault answers with a redirect, and none is followed with a token.')
  }
  if (status === 503) return failed('unreachable', 'Vault answers that it is sealed or not in service.', true)
  // 412: a replica that has not yet seen a write of ours (Vault Enterprise, eventual consistency).
  if (status >= 500 || status === 412)
    return failed('unreachable', `Vault answers with an error (${status}).`, true)
  if (status === 401) return NOT_ACCEPTED
  if (status === 403) return failed('forbidden', 'Vault refuses this.')
  if ((status === 400 || status === 404 || status === 405) && Array.isArray(Object(body).errors)) {
    return failed('misconfigured', `Vault knows no such request here (${status}).`)
  }
  return failed('invalid-response', `Vault answers in a way that is not understood (${status}).`)
}

/** The token was refused, whatever was asked for. */
export const NOT_ACCEPTED: StoreFailure = {
  ...failed('unauthenticated', 'Vault does not accept the token: it has ended or was revoked.'),
  suggestion: 'sotto login',
}

/** What a request without an answer means, by the code of Node's error. */
export function failureOfConnection(error: unknown, address: string): StoreFailure {
  const { code } = Object(error) as { code?: unknown }
  if (code === 'CERT_NOT_YET_VALID' || code === 'CERT_HAS_EXPIRED') {
    return {
      ...failed('unreachable', `The certificate of ${address} is not valid today.`),
      suggestion: "check this machine's clock, then ask who runs Vault",
    }
  }
  const problem = connectionProblem(error)
  if (problem === 'untrusted') {
    return {
      ...failed('unreachable', `The certificate of ${address} is not one that this machine trusts.`),
      suggestion: 'set VAULT_CACERT to the file of the authority that issued it',
    }
  }
  if (problem === 'down') return failed('unreachable', `No connection to ${address}.`, true)
  return failed('invalid-response', `Something at ${address} does not speak HTTP.`)
}

/** Ours, ours alone: a failure of `reason` with a sentence. */
export function failed(reason: StoreFailure['reason'], summary: string, retryable = false): StoreFailure {
  return { reason, summary, retryable }
}

/** The failure that `error` stands for; anything that is not ours is an answer that was not understood. */
export function failureOfError(error: unknown): StoreFailure {
  if (error instanceof StoreError) return error.failure
  return failed('invalid-response', 'Vault answers in a way that is not understood.')
}
