import { closest, distance } from 'fastest-levenshtein'

/** The nearest candidate where it is near enough to be meant: a beginning, or a third of its letters off. */
export function didYouMean(typed: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined
  const near = closest(typed, [...candidates])
  const meant = near.startsWith(typed) || distance(typed, near) <= Math.max(1, Math.floor(near.length / 3))
  return meant ? near : undefined
}
