import { SecretValue } from '../../../secret/secret-value.ts'
import { StoreError } from '../../failure.ts'
import { isObject } from '../answers.ts'
import type { VaultAnswer } from '../client.ts'
import { failed, failureOfAnswer } from '../failures.ts'

/** A token that an auth method gave. */
export interface Granted {
  token: SecretValue
  /** Seconds until it ends; absent: Vault names no end. */
  durationSeconds?: number
}

/**
 * The token in the answer of an auth method. Throws StoreError: `refusal` where the method refused who asked, which
 * it says with 400 or 403.
 */
export function grantedBy(answer: VaultAnswer, refusal: string): Granted {
  if (answer.status === 400 || answer.status === 403) throw new StoreError(failed('unauthenticated', refusal))
  if (answer.status !== 200) throw new StoreError(failureOfAnswer(answer))
  const auth = isObject(answer.body) ? answer.body.auth : undefined
  if (!isObject(auth)) throw new StoreError(failed('invalid-response', 'Vault answers without a token.'))
  if (isObject(auth.mfa_requirement)) {
    throw new StoreError({
      ...failed('unauthenticated', 'Vault asks for a second factor, which only its own tool can give.'),
      suggestion: 'vault login, with readTokenFile in your own settings',
    })
  }
  const { client_token: token, lease_duration: duration } = auth
  if (typeof token !== 'string' || token === '') {
    throw new StoreError(failed('invalid-response', 'Vault answers without a token.'))
  }
  const seconds = typeof duration === 'number' && duration > 0 ? { durationSeconds: duration } : {}
  return { token: SecretValue.seal(token), ...seconds }
}
