import type { Pattern } from './patterns.ts'

/** Longest part of a pattern that is looked at; a longer one would gain little. */
const LONGEST_WINDOW = 32

/** Bytes that are hashed together. */
const BLOCK = 4

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

  constructor(patterns: readonly Pattern[]) {
    this.window = patterns.reduce((length, { text }) => Math.min(length, text.length), LONGEST_WINDOW)
    const windows = new Set(patterns.map(({ text }) => text.slice(0, this.window)))
    const bits = Math.min(20, Math.max(14, Math.ceil(Math.log2(windows.size * 64))))
    this.#hashShift = 32 - bits
    this.#jump = new Uint8Array(1 << bits).fill(this.window - BLOCK + 1)
    for (const text of windows) this.#enter(text)
  }

  /**
   * Writes to `found`, ascending, the index of the last byte of whatever may be a window within `from` up
   * to `to`. Returns how many there are, or `undefined` when `found` is too small for them.
   */
  candidates(bytes: Uint8Array, from: number, to: number, found: Int32Array): number | undefined {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const jump = this.#jump
    const hashShift = this.#hashShift
    const begin = from + this.window - BLOCK
    const end = to - BLOCK + 1
    const quarter = Math.max(0, (end - begin) >> 2)
    const room = found.length >> 2
    let at0 = begin
    let at1 = begin + quarter
    let at2 = at1 + quarter
    let at3 = at2 + quarter
    const end0 = at1
    const end1 = at2
    const end2 = at3
    let n0 = 0
    let n1 = room
    let n2 = room * 2
    let n3 = room * 3
    // Written out four times: a function that returned two numbers would cost more than it does.
    while (at0 < end0 && at1 < end1 && at2 < end2 && at3 < end) {
      const block0 = view.getInt32(at0, true)
      const block1 = view.getInt32(at1, true)
      const block2 = view.getInt32(at2, true)
      const block3 = view.getInt32(at3, true)
      const jump0 =
        gapBits(block0) !== 0
          ? this.#jumpAcross(bytes, block0, at0, from, to)
          : jump[hash(block0, hashShift)]!
      const jump1 =
        gapBits(block1) !== 0
          ? this.#jumpAcross(bytes, block1, at1, from, to)
          : jump[hash(block1, hashShift)]!
      const jump2 =
        gapBits(block2) !== 0
          ? this.#jumpAcross(bytes, block2, at2, from, to)
          : jump[hash(block2, hashShift)]!
      const jump3 =
        gapBits(block3) !== 0
          ? this.#jumpAcross(bytes, block3, at3, from, to)
          : jump[hash(block3, hashShift)]!
      if (jump0 === 0) found[n0++] = at0++ + BLOCK - 1
      if (jump1 === 0) found[n1++] = at1++ + BLOCK - 1
      if (jump2 === 0) found[n2++] = at2++ + BLOCK - 1
      if (jump3 === 0) found[n3++] = at3++ + BLOCK - 1
      at0 += jump0
      at1 += jump1
      at2 += jump2
      at3 += jump3
      if (n0 === room || n1 === room * 2 || n2 === room * 3 || n3 === room * 4) return undefined
    }
    const walk = (at: number, until: number, count: number, limit: number) => {
      for (let position = at, next = count; ; ) {
        if (position >= until) return next
        if (next === limit) return undefined
        const block = view.getInt32(position, true)
        const distance =
          gapBits(block) !== 0
            ? this.#jumpAcross(bytes, block, position, from, to)
            : jump[hash(block, hashShift)]!
        if (distance === 0) found[next++] = position + BLOCK - 1
        position += Math.max(1, distance)
      }
    }
    const ends = [
      walk(at0, end0, n0, room),
      walk(at1, end1, n1, room * 2),
      walk(at2, end2, n2, room * 3),
      walk(at3, end, n3, room * 4),
    ]
    return join(found, room, ends)
  }

  #enter(text: string): void {
    for (let index = 0; index + BLOCK <= text.length; index++) {
      let block = 0
      for (let byte = BLOCK - 1; byte >= 0; byte--) block = (block << 8) | text.charCodeAt(index + byte)
      const slot = hash(block, this.#hashShift)
      this.#jump[slot] = Math.min(this.#jump[slot]!, this.window - BLOCK - index)
    }
  }

  /** The jump where some of the four bytes of `block` do not count: by the last four that do. */
  #jumpAcross(bytes: Uint8Array, block: number, at: number, from: number, to: number): number {
    const gaps = gapBits(block)
    const before = at > from ? bytes[at - 1]! : 0
    if ((gaps & (gaps - 1)) !== 0 || before <= 0x20) return this.#jumpAcrossMany(bytes, at, from, to)
    // One byte is a gap, nearly always: the bytes below move up into it, and the one before comes in.
    const place = 24 - Math.clz32(gaps)
    const closed = (block & (-256 << place)) | ((block & ((1 << place) - 1)) << 8) | before
    return this.#jump[hash(closed, this.#hashShift)]!
  }

  #jumpAcrossMany(bytes: Uint8Array, at: number, from: number, to: number): number {
    const last = at + BLOCK - 1
    let block = 0
    let gap = 0
    for (let index = last, count = 0; count < BLOCK; index--) {
      if (index < from) return Math.max(1, gapAfter(bytes, last, to))
      if (gap > LONGEST_LOOK_BACK) return gapAfter(bytes, last, to)
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
 * Bytes from `last`, where it does not count, to the next one that does: no window ends in between. 0 where
 * `last` counts: a window may end there.
 */
function gapAfter(bytes: Uint8Array, last: number, to: number): number {
  let next = last
  while (next < to && bytes[next]! <= 0x20) next++
  return next - last
}

/**
 * The highest bit of each of the four bytes that is a control character or a space: the classic test for a
 * byte under n. Above the lowest such byte a bit may be set for a byte that is not; never the lowest.
 */
function gapBits(block: number): number {
  return (block - 0x21212121) & ~block & 0x80808080
}

function hash(block: number, hashShift: number): number {
  return Math.imul(block | LOWER_CASE, FIBONACCI) >>> hashShift
}

/** Moves the four cursors' findings together. */
function join(found: Int32Array, room: number, ends: readonly (number | undefined)[]): number | undefined {
  let total = 0
  for (const [quarter, end] of ends.entries()) {
    if (end === undefined) return undefined
    found.copyWithin(total, quarter * room, end)
    total += end - quarter * room
  }
  return total
}
