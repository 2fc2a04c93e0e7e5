import { hash } from 'node:crypto'

/** What tells one finding from another: never a value, never a line number. */
export interface Identified {
  rule: string
  file: string
  pointer?: string
  secret?: string
}

/**
 * Gives each finding a fingerprint that survives moved lines. Findings that nothing else tells apart, as two
 * tokens in one file, are numbered in the order in which they stand.
 */
export function createFingerprinter(): (finding: Identified) => string {
  const seen = new Map<string, number>()
  return ({ rule, file, pointer = '', secret = '' }) => {
    const key = JSON.stringify([rule, file, pointer, secret])
    const ordinal = seen.get(key) ?? 0
    seen.set(key, ordinal + 1)
    return hash('sha256', `${key}${ordinal}`).slice(0, 32)
  }
}
