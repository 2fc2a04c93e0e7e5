import { distance } from 'fastest-levenshtein'

/** The one of `known` that `name` was probably meant to be, or `undefined` where nothing is near enough. */
export function suggestName(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.max(1, Math.floor(name.length / 3)) + 1
  for (const candidate of known) {
    const cost = distance(name.toLowerCase(), candidate.toLowerCase())
    if (cost < least) {
      best = candidate
      least = cost
    }
  }
  return best
}
