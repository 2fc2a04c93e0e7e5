import type { SecretDeclaration } from '../../../schema/types.ts'
import { DAY, readDate, readDuration } from '../../duration.ts'

/**
 * Whole days, in UTC, from today until `secret` must be rotated, negative when that day has passed; `undefined`
 * where the schema does not tell.
 */
export function daysUntilDue(secret: SecretDeclaration, now: Date): number | undefined {
  const last = readDate(secret.lastRotated ?? '')
  const interval = readDuration(secret.rotation?.every ?? '')
  if (last === undefined || interval === undefined || secret.kind === 'ephemeral') return undefined
  const today = Math.floor(now.getTime() / DAY)
  return Math.floor((last + interval) / DAY) - today
}

/** `1 day`, `12 days`. */
export function sayDays(count: number): string {
  return count === 1 ? '1 day' : `${count} days`
}
