/** Bytes that are hashed together. */
export const BLOCK = 4

const FIBONACCI = 0x9e3779b1

/** Sets the bit in which upper and lower case differ, in each of four bytes. */
const LOWER_CASE = 0x20202020

/** Four cursors on a quarter each of what is searched, and what they have stopped at. */
export interface Cursors {
  /** Where each cursor stands. */
  readonly at: Int32Array
  /** Where each comes to its end. */
  readonly end: Int32Array
  /** Blocks whose jump was 0, in no order. */
  readonly stops: Int32Array
  /** How many they are. */
  count: number
}

/**
 * Moves the cursors on, each by the jump of the block that it stands at, until one of them is at its end, or at
 * a block in which more than one byte does not count. Then it is `true`. Notes blocks with a jump of 0, and
 * ends too when there is no more room for them.
 *
 * Four cursors, so that the processor need not wait for one jump before it begins the next, and no branch on
 * what the bytes are: that cannot be foretold, and wrong guesses cost more than all that is computed here.
 * What seldom runs stands elsewhere: the compiler would begin again each time that it first does.
 */
export function leap(view: DataView, jumps: Uint8Array, hashShift: number, cursors: Cursors): boolean {
  const { at, end, stops } = cursors
  const [end0, end1, end2, end3] = [end[0]!, end[1]!, end[2]!, end[3]!]
  const room = stops.length - 4
  let [at0, at1, at2, at3] = [at[0]!, at[1]!, at[2]!, at[3]!]
  let count = cursors.count
  let gaps = 0
  // Written out four times: a function that returned two numbers would cost more than it does.
  while (at0 < end0 && at1 < end1 && at2 < end2 && at3 < end3 && count <= room) {
    const block0 = blockAt(view, at0)
    const block1 = blockAt(view, at1)
    const block2 = blockAt(view, at2)
    const block3 = blockAt(view, at3)
    gaps = gapsIn(block0) | gapsIn(block1) | gapsIn(block2) | gapsIn(block3)
    if (gaps !== 0) break
    const jump0 = jumps[hash(block0, hashShift)]!
    const jump1 = jumps[hash(block1, hashShift)]!
    const jump2 = jumps[hash(block2, hashShift)]!
    const jump3 = jumps[hash(block3, hashShift)]!
    const stop0 = (jump0 - 1) >>> 31
    const stop1 = (jump1 - 1) >>> 31
    const stop2 = (jump2 - 1) >>> 31
    const stop3 = (jump3 - 1) >>> 31
    stops[count] = at0
    count += stop0
    stops[count] = at1
    count += stop1
    stops[count] = at2
    count += stop2
    stops[count] = at3
    count += stop3
    at0 += jump0 + stop0
    at1 += jump1 + stop1
    at2 += jump2 + stop2
    at3 += jump3 + stop3
  }
  at[0] = at0
  at[1] = at1
  at[2] = at2
  at[3] = at3
  cursors.count = count
  return gaps !== 0
}

/**
 * Four bytes from `at` on. Where one of them does not count, those below it move up into its place and the
 * byte before comes in.
 */
export function blockAt(view: DataView, at: number): number {
  const block = view.getInt32(at, true)
  const shifted = view.getInt32(at - 1, true)
  // The lowest bit of each byte that does not count, exactly: the sum carries out of no byte.
  const gaps = (~(((block & 0x7f7f7f7f) + 0x5f5f5f5f) | block) & 0x80808080) >>> 7
  // All bits up to the lowest of them, none where there is none; the next gap's byte stays as it is.
  const upToGap = (gaps << 8) - (-gaps >>> 31)
  return block ^ ((block ^ shifted) & upToGap)
}

/** Not 0 where one of the four bytes is a control character or a space: the classic test for a byte under n. */
export function gapsIn(block: number): number {
  return (block - 0x21212121) & ~block & 0x80808080
}

export function hash(block: number, hashShift: number): number {
  return Math.imul(block | LOWER_CASE, FIBONACCI) >>> hashShift
}

/** The hash of two blocks, one `before` the other. */
export function hashOfTwo(before: number, block: number, hashShift: number): number {
  return hash(Math.imul(before | LOWER_CASE, FIBONACCI) ^ (block | LOWER_CASE), hashShift)
}
