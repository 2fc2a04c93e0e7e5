import instantiate, { type Machine } from './generated/skip-filter.js'
import type { Pattern } from './patterns.ts'

/** Longest part of a pattern that is looked at; a longer one would gain little. */
const LONGEST_WINDOW = 32

/** Slots for each pattern in the table, so that few blocks share one. */
const SLOTS_PER_PATTERN = 64

/**
 * Wu and Manber's filter over the canonical view: most of the text is jumped over, because the four bytes
 * looked at stand in no pattern's window (its first characters) or only further back in it.
 *
 * Jumps are computed in canonical bytes and made in bytes as they are: where some of those do not count,
 * the jump falls short, never too far. The longest ones are made four at a time.
 *
 * What is done for each byte stands in skip-filter/, in WebAssembly: it is as fast for the first megabyte as for the last.
 */
export class SkipFilter {
  /** Most bytes that can be searched at once. */
  static readonly ROOM = 64 * 1024
  /** Canonical bytes in each window. */
  readonly window: number
  /** What {@link search} found last. */
  readonly found: Int32Array
  readonly #machine: Machine
  readonly #input: Buffer
  /** How many bytes were searched last. */
  #searched = 0

  /** `patterns` are sorted by text. Throws where the platform has no WebAssembly, or none with vectors. */
  constructor(patterns: readonly Pattern[]) {
    this.window = patterns.reduce((length, { text }) => Math.min(length, text.length), LONGEST_WINDOW)
    this.#machine = instantiate()
    const { memory, input, found } = this.#machine
    this.#input = Buffer.from(memory.buffer, input.value, SkipFilter.ROOM)
    this.found = new Int32Array(memory.buffer, found.value)
    this.#enter(patterns)
  }

  /** How often the cursor had to move by one jump, of which leaping is to leave little. */
  get moves(): number {
    return this.#machine.moves.value
  }

  /**
   * Fills {@link found} with the index of the last byte of whatever may be a window in `bytes`, ascending, but for one
   * that begins at the first byte, and returns how many they are; -1 where more than `room` places had to be looked at.
   */
  search(bytes: Uint8Array, room: number): number {
    this.#input.set(bytes)
    this.#searched = bytes.length
    return this.#machine.search(bytes.length, room)
  }

  /** How many canonical bytes at the end of what was searched last may begin a window that goes on behind it. */
  get begun(): number {
    return this.#machine.begun(this.#searched)
  }

  #enter(patterns: readonly Pattern[]): void {
    const bits = Math.min(19, Math.max(14, Math.ceil(Math.log2(patterns.length * SLOTS_PER_PATTERN))))
    this.#machine.prepare(this.window, bits)
    let entered: string | undefined
    for (const { text } of patterns) {
      if (entered !== undefined && text.startsWith(entered)) continue
      entered = text.slice(0, this.window)
      for (let index = 0; index < this.window; index++) this.#input[index] = text.charCodeAt(index)
      this.#machine.enter()
    }
  }
}
