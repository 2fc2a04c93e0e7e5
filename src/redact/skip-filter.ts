import type { Pattern } from './patterns.ts'

/** Longest part of a pattern that is looked at; a longer one would gain little. */
const LONGEST_WINDOW = 32

/** Bytes that are hashed together. */
const BLOCK = 4

/** Slots for each window in the tables, so that few blocks share one. */
const SLOTS_PER_WINDOW = 64

/** Bytes that do not count that are looked back across; after a longer run of them the automaton has a look. */
const LONGEST_LOOK_BACK = 16

const FIBONACCI = 0x9e3779b1

/** Sets the bit in which upper and lower case differ, in each of four bytes. */
const LOWER_CASE = 0x20202020

/**
 * Wu and Manber's filter over the canonical view: most of the text is jumped over, because the four bytes
 * looked at stand in no pattern's window (its first characters) or only further back in it. Four cursors
 * work on a quarter each, so that the processor need not wait for one jump before it begins the next.
 *
 * Jumps are computed in canonical bytes and made in bytes as they are: where some of those do not count,
 * the jump falls short, never too far.
 */
export class SkipFilter {
  /** Canonical bytes in each window. */
  readonly window: number
  readonly #jump: Uint8Array
  readonly #hashShift: number
  /** 1 where a window ends in two blocks with this hash; empty where windows are shorter than two blocks. */
  readonly #ends: Uint8Array

  constructor(patterns: readonly Pattern[]) {
    this.window = patterns.reduce((length, { text }) => Math.min(length, text.length), LONGEST_WINDOW)
    const windows = new Set(patterns.map(({ text }) => text.slice(0, this.window)))
    const bits = Math.min(20, Math.max(14, Math.ceil(Math.log2(windows.size * SLOTS_PER_WINDOW))))
    this.#hashShift = 32 - bits
    this.#jump = new Uint8Array(1 << bits).fill(this.window - BLOCK + 1)
    this.#ends = new Uint8Array(this.window < BLOCK * 2 ? 0 : 1 << bits)
    for (const text of windows) this.#enter(text)
  }

  /**
   * Writes to `found`, ascending, the index of the last byte of whatever may be a window in `bytes`, but for
   * one that begins at the first byte. Returns how many there are, or `undefined` when `found` is too small
   * for them.
   */
  candidates(bytes: Uint8Array, found: Int32Array): number | undefined {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const begin = Math.max(1, this.window - BLOCK)
    const end = bytes.length - BLOCK + 1
    const quarter = Math.max(0, (end - begin) >> 2)
    const ends = [begin + quarter, begin + quarter * 2, begin + quarter * 3, end]
    const cursors = Int32Array.of(begin, ends[0]!, ends[1]!, ends[2]!, ...ends)
    let count = 0
    const look = (cursor: number) => {
      const at = cursors[cursor]!
      const distance = this.#distance(bytes, view, at)
      if (distance === 0 && this.#mayEnd(bytes, at + BLOCK - 1)) found[count++] = at + BLOCK - 1
      cursors[cursor] = at + Math.max(1, distance)
    }
    while (leap(view, this.#jump, this.#hashShift, cursors)) {
      for (let cursor = 0; cursor < 4; cursor++) look(cursor)
      if (count + 4 > found.length) return undefined
    }
    for (let cursor = 0; cursor < 4; cursor++) {
      while (cursors[cursor]! < ends[cursor]!) {
        look(cursor)
        if (count === found.length) return undefined
      }
    }
    found.subarray(0, count).sort()
    return count
  }

  #enter(text: string): void {
    for (let index = 0; index + BLOCK <= text.length; index++) {
      const slot = hash(blockOf(text, index), this.#hashShift)
      this.#jump[slot] = Math.min(this.#jump[slot]!, this.window - BLOCK - index)
    }
    const last = this.window - BLOCK
    if (this.#ends.length > 0)
      this.#ends[hashOfTwo(blockOf(text, last - BLOCK), blockOf(text, last), this.#hashShift)] = 1
  }

  /** Whether a window may end at `last`, where one block says so: asks for two. */
  #mayEnd(bytes: Uint8Array, last: number): boolean {
    if (this.#ends.length === 0) return true
    if (bytes[last]! <= 0x20) return false
    let end = 0
    let block = 0
    let gap = 0
    for (let index = last, count = 0; count < BLOCK * 2; index--) {
      if (index < 0 || gap > LONGEST_LOOK_BACK) return true
      const byte = bytes[index]!
      if (byte <= 0x20) gap++
      else {
        block = (block << 8) | byte
        gap = 0
        if (++count === BLOCK) end = block
      }
    }
    return this.#ends[hashOfTwo(block, end, this.#hashShift)] === 1
  }

  /** How far the cursor at `at` may move; 0 where a window may end with its block. */
  #distance(bytes: Uint8Array, view: DataView, at: number): number {
    const closed = blockAt(view, at)
    if (gapBits(closed) === 0) return this.#jump[hash(closed, this.#hashShift)]!
    const last = at + BLOCK - 1
    let block = 0
    let gap = 0
    for (let index = last, count = 0; count < BLOCK; index--) {
      if (index < 0) return Math.max(1, gapAfter(bytes, last))
      if (gap > LONGEST_LOOK_BACK) return gapAfter(bytes, last)
      const byte = bytes[index]!
      if (byte <= 0x20) gap++
      else {
        block = (block << 8) | byte
        gap = 0
        count++
      }
    }
    return this.#jump[hash(block, this.#hashShift)]!
  }
}

/**
 * Moves the four `cursors`, whose ends stand behind them, until one of them stands where more than a table has
 * to be asked. `false` when one has come to its end instead. It holds what runs for every block and nothing
 * else: what seldom runs would make the compiler begin again each time that it first does.
 */
function leap(view: DataView, jump: Uint8Array, hashShift: number, cursors: Int32Array): boolean {
  const end0 = cursors[4]!
  const end1 = cursors[5]!
  const end2 = cursors[6]!
  const end3 = cursors[7]!
  let at0 = cursors[0]!
  let at1 = cursors[1]!
  let at2 = cursors[2]!
  let at3 = cursors[3]!
  let stops = 0
  while (at0 < end0 && at1 < end1 && at2 < end2 && at3 < end3) {
    const block0 = blockAt(view, at0)
    const block1 = blockAt(view, at1)
    const block2 = blockAt(view, at2)
    const block3 = blockAt(view, at3)
    const jump0 = jump[hash(block0, hashShift)]!
    const jump1 = jump[hash(block1, hashShift)]!
    const jump2 = jump[hash(block2, hashShift)]!
    const jump3 = jump[hash(block3, hashShift)]!
    // A jump of 0 sets all bits.
    stops = (jump0 - 1) | (jump1 - 1) | (jump2 - 1) | (jump3 - 1)
    stops |= gapBits(block0) | gapBits(block1) | gapBits(block2) | gapBits(block3)
    stops &= 0x80808080
    if (stops !== 0) break
    at0 += jump0
    at1 += jump1
    at2 += jump2
    at3 += jump3
  }
  cursors[0] = at0
  cursors[1] = at1
  cursors[2] = at2
  cursors[3] = at3
  return stops !== 0
}

/**
 * Bytes from `last`, where it does not count, to the next one that does: no window ends in between. 0 where
 * `last` counts: a window may end there.
 */
function gapAfter(bytes: Uint8Array, last: number): number {
  let next = last
  while (next < bytes.length && bytes[next]! <= 0x20) next++
  return next - last
}

/**
 * Four bytes from `at` on. Where one of them does not count, those below it move up into its place and the
 * byte before comes in. Without a branch: which blocks have a gap cannot be foretold, and every wrong guess
 * costs the processor more than all that is computed here.
 */
function blockAt(view: DataView, at: number): number {
  const block = view.getInt32(at, true)
  const shifted = view.getInt32(at - 1, true)
  // The lowest bit of each byte that does not count, exactly: the sum carries out of no byte.
  const gaps = (~(((block & 0x7f7f7f7f) + 0x5f5f5f5f) | block) & 0x80808080) >>> 7
  // All bits up to the lowest of them, none where there is none; the next gap's byte stays as it is.
  const upToGap = (gaps << 8) - (-gaps >>> 31)
  return block ^ ((block ^ shifted) & upToGap)
}

function blockOf(text: string, index: number): number {
  let block = 0
  for (let byte = BLOCK - 1; byte >= 0; byte--) block = (block << 8) | text.charCodeAt(index + byte)
  return block
}

/**
 * Not 0 where one of the four bytes is a control character or a space: the classic test for a byte under n.
 */
function gapBits(block: number): number {
  return (block - 0x21212121) & ~block & 0x80808080
}

function hash(block: number, hashShift: number): number {
  return Math.imul(block | LOWER_CASE, FIBONACCI) >>> hashShift
}

function hashOfTwo(before: number, block: number, hashShift: number): number {
  return hash(Math.imul(before | LOWER_CASE, FIBONACCI) ^ (block | LOWER_CASE), hashShift)
}
