const DENY_WORDS: ReadonlySet<string> = new Set(['prod', 'production', 'prd', 'live'])

/** Tags whose value says what an instance is for, whether or not a schema declares them. */
export const ENVIRONMENT_TAGS: ReadonlySet<string> = new Set(['environment', 'env', 'stage', 'tier'])

/**
 * The first word in `text` that marks production, or `undefined`. Whole tokens only, split at everything that
 * is no letter or digit, trailing digits ignored: `prod2/db` has one, `product-catalog` and `oliver` have none.
 */
export function findDenyWord(text: string): string | undefined {
  for (const token of text.toLowerCase().split(/[^\p{L}\p{N}]+/u)) {
    const word = token.replace(/\d+$/, '')
    if (DENY_WORDS.has(word)) {
      return word
    }
  }
  return undefined
}
