import { StoreError } from '../failure.ts'
import type { VaultAnswer } from './client.ts'
import { failed, failureOfAnswer } from './failures.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** The object that an answer holds. Throws StoreError for a status that is no success, and for anything else than an object. */
export function bodyOf(answer: VaultAnswer): JsonObject {
  if (answer.status !== 200) throw new StoreError(failureOfAnswer(answer))
  return objectOf(answer.body)
}

/** The member `data` of a successful answer. */
export function dataOf(answer: VaultAnswer): JsonObject {
  return objectOf(bodyOf(answer).data)
}

/** `value` where it is an object, and StoreError otherwise. */
export function objectOf(value: unknown): JsonObject {
  if (isObject(value)) return value
  throw new StoreError(failed('invalid-response', 'Vault answers without what was asked for.'))
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text of Vault's for people: control and format characters removed, and no longer than a line. */
export function printable(value: unknown): string {
  return typeof value === 'string' ? value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').slice(0, 200) : ''
}

/** The moment that an RFC 3339 text names, if it does. */
export function dateOf(value: unknown): Date | undefined {
  const date = new Date(typeof value === 'string' ? value : Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date
}
