import type { Occurrences } from './occurrences.ts'
import type { ShortValue } from './patterns.ts'

/** Bytes of the stream before a chunk that are kept: a short value, and a colour code in front of it. */
const CONTEXT = 48

/** Bytes that begin every short value. */
const BLOCK = 4

const LONGEST = 7

/** How far back a colour code is looked for, wherever chunks begin. */
const LOOK_BACK = CONTEXT - LONGEST

const FIBONACCI = 0x9e3779b1
const HASH_SHIFT = 32 - 14

/** Short values by their first four bytes. Compiled once for all streams. */
export class ShortValueTable {
  readonly isEmpty: boolean
  /** Shortest first. */
  readonly #values: readonly ShortValue[]
  readonly #mayBegin = new Uint8Array(1 << (32 - HASH_SHIFT))
  readonly #byBlock = new Map<number, ShortValue[]>()

  constructor(values: readonly ShortValue[]) {
    this.isEmpty = values.length === 0
    this.#values = values.toSorted((a, b) => a.bytes.length - b.bytes.length)
    for (const value of values) {
      const block = value.bytes.readInt32LE(0)
      this.#mayBegin[hash(block)] = 1
      this.#byBlock.set(block, [...(this.#byBlock.get(block) ?? []), value])
    }
  }

  /** Calls `onFound` for each value whose first byte is at `from` up to, not including, `to`. */
  search(
    bytes: Uint8Array,
    from: number,
    to: number,
    onFound: (start: number, end: number, name: string) => void,
  ): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const last = Math.min(to, bytes.length - BLOCK + 1)
    for (let start = from; start < last; start++) {
      const block = view.getInt32(start, true)
      if (this.#mayBegin[hash(block)] === 0) continue
      for (const { bytes: value, name } of this.#byBlock.get(block) ?? []) {
        const end = start + value.length
        if (value.equals(bytes.subarray(start, end))) onFound(start, end, name)
      }
    }
  }

  /** The shortest value that begins with `bytes`, or is them. */
  beginningWith(bytes: Uint8Array): ShortValue | undefined {
    return this.#values.find((value) => value.bytes.subarray(0, bytes.length).equals(bytes))
  }
}

/**
 * Reads one stream for values too short to be redacted inside a word: a match counts where no word
 * character stands right before and after it.
 */
export class ShortValueCursor {
  readonly #table: ShortValueTable
  readonly #occurrences: Occurrences
  /** The last bytes of the stream so far. */
  #context: Buffer = Buffer.alloc(0)

  constructor(table: ShortValueTable, occurrences: Occurrences) {
    this.#table = table
    this.#occurrences = occurrences
  }

  /** Reads `chunk`, which begins at `base` in the stream. */
  read(chunk: Uint8Array, base: number): void {
    const before = this.#context.length
    const seam = Buffer.concat([this.#context, chunk.subarray(0, CONTEXT)])
    this.#searchIn(seam, Math.max(0, before - LONGEST), seam.length, base - before, false)
    this.#searchIn(chunk, LOOK_BACK, chunk.length, base, false)
    this.#context =
      chunk.length >= CONTEXT ? Buffer.from(chunk.subarray(-CONTEXT)) : Buffer.from(seam.subarray(-CONTEXT))
  }

  /** The stream, now at `end`, has ended or paused: what stands at its end is taken to be whole. */
  finish(end: number): void {
    const from = Math.max(0, this.#context.length - LONGEST)
    this.#searchIn(this.#context, from, this.#context.length, end - this.#context.length, true)
  }

  /** The position from which bytes may still become a short value; `end` where none may. */
  heldFrom(end: number): number {
    return end - (this.#pending()?.length ?? 0)
  }

  /** Whether no more than half of a short value stands at the end. */
  mayShow(): boolean {
    const pending = this.#pending()
    return pending === undefined || pending.length * 2 <= pending.value.bytes.length
  }

  /** The name of the secret that the end of the stream begins; `undefined` for none. */
  pendingName(): string | undefined {
    return this.#pending()?.value.name
  }

  #searchIn(bytes: Uint8Array, from: number, to: number, base: number, atEnd: boolean): void {
    this.#table.search(bytes, from, to, (start, end, name) => {
      const next = bytes[end]
      if (next === undefined ? !atEnd : isWord(next) && isWord(bytes[end - 1]!)) return
      if (mayBegin(bytes, start)) this.#occurrences.add(base + start, base + end, name)
    })
  }

  /** The longest end of the stream that begins, or is, a short value. */
  #pending(): { length: number; value: ShortValue } | undefined {
    for (let length = Math.min(LONGEST, this.#context.length); length > 0; length--) {
      const start = this.#context.length - length
      const value = this.#table.beginningWith(this.#context.subarray(start))
      if (value !== undefined && mayBegin(this.#context, start)) return { length, value }
    }
    return undefined
  }
}

/** Whether a word can begin at `start`: after no word character, or after a colour code, whose last byte is one. */
function mayBegin(bytes: Uint8Array, start: number): boolean {
  if (start === 0 || !isWord(bytes[start]!) || !isWord(bytes[start - 1]!)) return true
  const before = Buffer.from(bytes.subarray(Math.max(0, start - LOOK_BACK), start)).toString('latin1')
  return /\x1b\[[0-?]*[ -/]*[@-~]$/.test(before)
}

/** Letters, digits, `_`, and any part of a character beyond ASCII. */
function isWord(byte: number): boolean {
  return (
    byte >= 0x80 ||
    byte === 0x5f ||
    (byte >= 0x30 && byte <= 0x39) ||
    ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a)
  )
}

function hash(block: number): number {
  return Math.imul(block, FIBONACCI) >>> HASH_SHIFT
}
