import { BLOCK, blockAt, type Cursors, gapsIn, hash, hashOfTwo, leap } from './leap.ts'
import type { Pattern } from './patterns.ts'

/** Longest part of a pattern that is looked at; a longer one would gain little. */
const LONGEST_WINDOW = 32

/** Bytes that are looked back at; where too few of them count the automaton has a look. */
const LONGEST_LOOK_BACK = 32

/** Slots for each pattern in the tables, so that few blocks share one. */
const SLOTS_PER_PATTERN = 32

/**
 * Wu and Manber's filter over the canonical view: most of the text is jumped over, because the four bytes
 * looked at stand in no pattern's window (its first characters) or only further back in it.
 *
 * Jumps are computed in canonical bytes and made in bytes as they are: where some of those do not count,
 * the jump falls short, never too far.
 */
export class SkipFilter {
  /** Canonical bytes in each window. */
  readonly window: number
  /** How often a cursor had to be moved by itself, of which leaping is to leave little. */
  moves = 0
  readonly #jumps: Uint8Array
  readonly #hashShift: number
  /** A bit for each hash of the last two blocks of a window; empty where windows are shorter than that. */
  readonly #ends: Uint8Array

  /** `patterns` are sorted by text. */
  constructor(patterns: readonly Pattern[]) {
    this.window = patterns.reduce((length, { text }) => Math.min(length, text.length), LONGEST_WINDOW)
    const bits = Math.min(20, Math.max(14, Math.ceil(Math.log2(patterns.length * SLOTS_PER_PATTERN))))
    this.#hashShift = 32 - bits
    this.#jumps = new Uint8Array(1 << bits).fill(this.window - BLOCK + 1)
    this.#ends = new Uint8Array(this.window < BLOCK * 2 ? 0 : 1 << (bits - 3))
    let entered: string | undefined
    for (const { text } of patterns) {
      if (entered !== undefined && text.startsWith(entered)) continue
      entered = text.slice(0, this.window)
      this.#enter(entered)
    }
  }

  /**
   * Writes to `found`, ascending, the index of the last byte of whatever may be a window in `bytes`, but for
   * one that begins at the first byte. Returns how many there are, or `undefined` when `found` is too small
   * for them.
   */
  candidates(bytes: Uint8Array, found: Int32Array): number | undefined {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const cursors = this.#cursors(bytes.length, found)
    const { at, end } = cursors
    const move = (cursor: number) => {
      this.moves++
      const distance = this.#distance(bytes, view, at[cursor]!)
      if (distance === 0) found[cursors.count++] = at[cursor]!
      at[cursor]! += Math.max(1, distance)
    }
    while (leap(view, this.#jumps, this.#hashShift, cursors)) {
      for (let cursor = 0; cursor < 4; cursor++) move(cursor)
    }
    for (let cursor = 0; cursor < 4; cursor++) {
      while (at[cursor]! < end[cursor]! && cursors.count < found.length) move(cursor)
      if (at[cursor]! < end[cursor]!) return undefined
    }
    return this.#keepEnds(bytes, found.subarray(0, cursors.count))
  }

  #cursors(length: number, stops: Int32Array): Cursors {
    const first = Math.max(1, this.window - BLOCK)
    const last = length - BLOCK + 1
    const quarter = Math.max(0, (last - first) >> 2)
    const [second, third, fourth] = [first + quarter, first + quarter * 2, first + quarter * 3]
    return {
      at: Int32Array.of(first, second, third, fourth),
      end: Int32Array.of(second, third, fourth, last),
      stops,
      count: 0,
    }
  }

  #enter(window: string): void {
    const jumps = this.#jumps
    let before = 0
    let block = 0
    for (let index = 0; index < window.length; index++) {
      before = (before >>> 8) | (block << 24)
      block = (block >>> 8) | (window.charCodeAt(index) << 24)
      const left = window.length - 1 - index
      const slot = hash(block, this.#hashShift)
      if (index >= BLOCK - 1 && left < jumps[slot]!) jumps[slot] = left
    }
    if (this.#ends.length === 0) return
    const slot = hashOfTwo(before, block, this.#hashShift)
    this.#ends[slot >>> 3]! |= 1 << (slot & 7)
  }

  /** Puts in the place of each block in `stops` the index of its last byte if a window may end there, in order. */
  #keepEnds(bytes: Uint8Array, stops: Int32Array): number {
    let count = 0
    for (const at of stops) {
      if (this.#mayEnd(bytes, at + BLOCK - 1)) stops[count++] = at + BLOCK - 1
    }
    stops.subarray(0, count).sort()
    return count
  }

  /** Whether a window may end at `last`, where one block says so: asks for two. */
  #mayEnd(bytes: Uint8Array, last: number): boolean {
    if (this.#ends.length === 0) return true
    if (bytes[last]! <= 0x20) return false
    let end = 0
    let block = 0
    for (let index = last, count = 0; count < BLOCK * 2; index--) {
      if (index < Math.max(0, last - LONGEST_LOOK_BACK)) return true
      const byte = bytes[index]!
      if (byte <= 0x20) continue
      block = (block << 8) | byte
      if (++count === BLOCK) end = block
    }
    const slot = hashOfTwo(block, end, this.#hashShift)
    return ((this.#ends[slot >>> 3]! >>> (slot & 7)) & 1) === 1
  }

  /** How far a cursor at `at` may move; 0 where a window may end with its block. */
  #distance(bytes: Uint8Array, view: DataView, at: number): number {
    const closed = blockAt(view, at)
    if (gapsIn(closed) === 0) return this.#jumps[hash(closed, this.#hashShift)]!
    const last = at + BLOCK - 1
    let block = 0
    for (let index = last, count = 0; count < BLOCK; index--) {
      if (index < Math.max(0, last - LONGEST_LOOK_BACK)) return gapAfter(bytes, last)
      const byte = bytes[index]!
      if (byte <= 0x20) continue
      block = (block << 8) | byte
      count++
    }
    return this.#jumps[hash(block, this.#hashShift)]!
  }
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
