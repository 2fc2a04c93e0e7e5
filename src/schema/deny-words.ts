const DENY_WORDS: ReadonlySet<string> = new Set(['prod', 'production', 'prd', 'live'])

/** Tags whose value says what an instance is for, whether or not a schema declares them. */
export const ENVIRONMENT_TAGS: ReadonlySet<string> = new Set(['environment', 'env', 'stage', 'tier'])

const NOT_PLAIN = /[^ -~]/
const HINT = new RegExp([NOT_PLAIN.source, ...DENY_WORDS].join('|'), 'i')

/** Whether {@link findDenyWord} could find one: no more than a look, which nearly every text passes. */
export function mayHoldDenyWord(text: string): boolean {
  return HINT.test(text)
}

/**
 * The first word in `text` that marks production, or `undefined`. Whole tokens only, split at everything that
 * is no letter or digit, trailing digits ignored: `prod2/db` has one, `product-catalog` and `oliver` have none.
 * Letters that only look otherwise (full width, mathematical, with something invisible between) count as plain.
 */
export function findDenyWord(text: string): string | undefined {
  if (!mayHoldDenyWord(text)) return undefined
  return (NOT_PLAIN.test(text) ? wordsOf(text) : wordsOfPlain(text)).find((word) => DENY_WORDS.has(word))
}

/** What {@link wordsOf} says of ASCII, without the tables of Unicode, which take a millisecond to make ready. */
function wordsOfPlain(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((token) => token.replace(/[0-9]+$/, ''))
}

function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase()
  return plain.split(/[^\p{L}\p{N}]+/u).map((token) => token.replace(/\p{N}+$/u, ''))
}
