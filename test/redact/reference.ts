import { isLongEnough } from '../../src/redact/long-enough.ts'
import { patternsFor } from '../../src/redact/patterns.ts'

/** Bytes that must not come out: `start` up to, not including, `end`; `positions` are those of the value itself. */
export interface Range {
  start: number
  end: number
  positions: readonly number[]
}

/**
 * What the redactor must hide, found the slow and obvious way: in the whole input at once, each pattern by
 * itself. It shares the list of patterns with the redactor and nothing of how they are found.
 */
export function referenceRanges(secrets: readonly (readonly [string, Buffer])[], input: Buffer): Range[] {
  const { long, short } = patternsFor(
    secrets.map(([name, bytes]) => ({ name, bytes })).filter(({ bytes }) => isLongEnough(bytes)),
  )
  const found: Range[] = []
  for (const seen of [plainView(input), viewWithoutSequences(input)]) {
    const text = seen.map(({ character }) => character).join('')
    for (const pattern of long) found.push(...matchesIn(seen, text, pattern.text, pattern.lineBreaks))
  }
  for (const { bytes } of short) found.push(...wordMatches(input, bytes.toString('latin1')))
  return found
}

/** `input` with one mark for each group of overlapping ranges. */
export function withMarks(input: Buffer, ranges: readonly Range[]): Buffer {
  const out: Buffer[] = []
  let done = 0
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    if (start >= done || out.length === 0) out.push(input.subarray(done, start), Buffer.from('[redacted]'))
    done = Math.max(done, end)
  }
  return Buffer.concat([...out, input.subarray(done)])
}

/** A byte that counts, where it stands, and whether a line ended between the one before and it. */
interface Seen {
  character: string
  position: number
  afterBreak: boolean
}

function plainView(input: Buffer): Seen[] {
  return view([...input].map((byte, position) => ({ byte, position })))
}

function viewWithoutSequences(input: Buffer): Seen[] {
  const sequence = /\x1b(?:\[[\x20-\x3f]*[\x40-\x7e]?|[\x20-\x2f]+[\x30-\x7e]?|[\x30-\x5a\x5c-\x7e])?/g
  const skipped = new Set<number>()
  for (const match of input.toString('latin1').matchAll(sequence)) {
    for (let index = 0; index < match[0].length; index++) skipped.add(match.index + index)
  }
  return view(
    [...input].map((byte, position) => ({ byte, position })).filter((at) => !skipped.has(at.position)),
  )
}

function view(bytes: { byte: number; position: number }[]): Seen[] {
  let afterBreak = false
  const seen: Seen[] = []
  for (const { byte, position } of bytes) {
    if (byte === 10) afterBreak = true
    if (byte <= 32) continue
    const character = String.fromCharCode(byte)
    seen.push({
      character: /[A-Z]/.test(character) ? character.toLowerCase() : character,
      position,
      afterBreak,
    })
    afterBreak = false
  }
  return seen
}

function matchesIn(seen: readonly Seen[], text: string, pattern: string, lineBreaks: number): Range[] {
  const found: Range[] = []
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) {
    const matched = seen.slice(at, at + pattern.length)
    if (matched.some((one, index) => index > 0 && one.position - matched[index - 1]!.position > 256)) continue
    let first = 0
    for (let index = 1; index <= 4 && index < pattern.length; index++) {
      if (matched[index]!.afterBreak && ((lineBreaks >> index) & 1) === 0) first = index
    }
    const positions = matched.slice(first).map(({ position }) => position)
    found.push({ start: positions[0]!, end: positions.at(-1)! + 1, positions })
  }
  return found
}

function wordMatches(input: Buffer, value: string): Range[] {
  const text = input.toString('latin1')
  const isWord = (character: string | undefined) => character !== undefined && /[\w\x80-\xff]/.test(character)
  const found: Range[] = []
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const end = at + value.length
    const colour = /\x1b\[[0-?]*[ -/]*[@-~]$/.test(text.slice(Math.max(0, at - 41), at))
    const runsIn = isWord(text[at - 1]) && isWord(value[0]) && !colour
    if (!runsIn && !(isWord(text[end]) && isWord(value.at(-1))))
      found.push({ start: at, end, positions: [...value].map((_, index) => at + index) })
  }
  return found
}
