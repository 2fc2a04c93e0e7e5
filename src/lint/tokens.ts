import { TOKEN_FORMATS } from '../schema/token-formats.ts'
import { isPlaceholder } from './placeholder.ts'

/** A text that has the format of a credential: the name of the format and where it stands, never the text. */
export interface FoundToken {
  format: string
  index: number
  length: number
}

const SEARCHES = TOKEN_FORMATS.map(({ name, needles, pattern }) => ({
  name,
  needles,
  pattern: new RegExp(pattern.source, `${pattern.flags}g`),
}))

/**
 * One pass that tells whether `text` can hold any credential: five times as fast as looking for every needle, and
 * most files pass no further. Sorted, so that the engine merges common beginnings.
 */
const ANY_NEEDLE = new RegExp(
  [...new Set(TOKEN_FORMATS.flatMap(({ needles }) => needles))]
    .sort()
    .map((needle) => needle.replaceAll(/\W/g, '\\$&'))
    .join('|'),
)

/** Beginnings of credentials that vendors publish for everybody: an emulator's key, a tutorial's token. */
const PUBLISHED = ['Eby8vdM02xNOcqFlqUwJ', 'eyJzdWIiOiIxMjM0NTY3ODkwIiw', 'EXAMPLE']

/**
 * Every credential in `text` as it stands there, those left out that open nothing, as in documentation. What fits
 * several formats is found once.
 */
export function findTokens(text: string): readonly FoundToken[] {
  let end = 0
  return [...searchAll(text)]
    .sort((a, b) => a.index - b.index)
    .filter((token) => {
      const isNew = token.index >= end
      if (isNew) end = token.index + token.length
      return isNew
    })
}

function* searchAll(text: string): Iterable<FoundToken> {
  if (!ANY_NEEDLE.test(text)) return
  for (const { name, needles, pattern } of SEARCHES) {
    if (!needles.some((needle) => text.includes(needle))) continue
    for (const match of text.matchAll(pattern)) {
      if (isHarmless(match[0], text.slice(match.index, match.index + match[0].length + 256))) continue
      yield { format: name, index: match.index, length: match[0].length }
    }
  }
}

/** `context` is the token and what follows it, as the host after a URL's password. */
function isHarmless(token: string, context: string): boolean {
  if (PUBLISHED.some((sample) => token.includes(sample))) return true
  if (token.includes('://')) return isPlaceholder(/^\S*/.exec(context)![0])
  const body = token.replace(/^[A-Za-z]{1,12}[-_.]/, '')
  return new Set(body).size < 6 || /x{6}|X{6}|\*{4}|0{10}|1234567890|your[-_]|[-_]here\b/.test(body)
}
