import type { SecretDeclaration } from '../../../schema/types.ts'
import { readDate } from '../../duration.ts'

/** Whether the day has come from which a deprecated secret must not be used. */
export function isExpired({ deprecated }: SecretDeclaration, now: Date): boolean {
  const end = readDate(deprecated?.removeBy ?? '')
  return end !== undefined && now.getTime() >= end
}
