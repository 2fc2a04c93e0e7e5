/**
 * Values are looked for in a canonical view of the bytes: control characters and spaces are not there,
 * ASCII letters are lower case. One pattern thereby stands for a value that was wrapped, indented, spaced,
 * written in UTF-16 (its NUL bytes), or put in upper or lower case.
 */
export const CANONICAL_BYTE: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte <= 0x20) return 0
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte
})

/** Bytes that may be skipped in a row inside a value; a longer gap ends it, so that no gap is held for ever. */
export const LONGEST_GAP = 256

export const LINE_FEED = 0x0a

/** Bytes of a value that may be seen while it is not known whether the rest will follow. */
export const LONGEST_PREFIX_SHOWN = 4

/** The canonical view of `text`, whose characters stand for a byte each, as in all texts of patterns. */
export function canonical(text: string): string {
  if (/^[!-~]*$/.test(text)) return text.toLowerCase()
  const counted = text.replace(/[\0-\x20]+/g, '')
  // Beyond ASCII there is no case: what looks like a letter there is half of one.
  const isAscii = !/[^\0-\x7f]/.test(counted)
  return isAscii ? counted.toLowerCase() : counted.replace(/[A-Z]+/g, (upper) => upper.toLowerCase())
}

/**
 * The index from which on `count` canonical bytes come before `end`: `from` where there are fewer, and less
 * far back where there is a gap too long.
 */
export function stepBack(chunk: Uint8Array, from: number, end: number, count: number): number {
  let index = end
  let gap = 0
  for (let left = count; left > 0 && index > from && gap <= LONGEST_GAP; ) {
    if (CANONICAL_BYTE[chunk[--index]!] === 0) gap++
    else {
      gap = 0
      left--
    }
  }
  return index
}
