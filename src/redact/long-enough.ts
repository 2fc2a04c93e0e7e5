import { CANONICAL_BYTE } from './canonical.ts'

/** Fewest canonical characters that are looked for anywhere, and fewest bytes that are looked for at all. */
export const SHORTEST = 4

/** Whether `bytes` holds enough to be told apart from ordinary output. */
export function isLongEnough(bytes: Buffer): boolean {
  let count = 0
  for (const byte of bytes) if (CANONICAL_BYTE[byte] !== 0 && ++count === SHORTEST) return true
  return false
}
