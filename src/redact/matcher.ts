import { Occurrences } from './occurrences.ts'
import type { Pattern, Patterns } from './patterns.ts'
import { PrefixAutomaton } from './prefix-automaton.ts'
import { ShortValueCursor, ShortValueTable } from './short-values.ts'
import { SkipFilter } from './skip-filter.ts'
import { TerminalSequences } from './terminal-sequences.ts'
import { ViewCursor } from './view-cursor.ts'

const ESCAPE = 0x1b

/** From this many bytes in a chunk the filter is worth its start. */
const SHORTEST_FILTERED = 1024

/** Bytes for each candidate of the filter: with more candidates than that the automaton alone is faster. */
const BYTES_PER_CANDIDATE = 32

/** The tables that all streams share. */
export class Matcher {
  readonly automaton: PrefixAutomaton
  readonly shortValues: ShortValueTable
  readonly #patterns: Patterns
  #filter: SkipFilter | null | undefined

  constructor(patterns: Patterns) {
    this.#patterns = patterns
    this.automaton = new PrefixAutomaton(patterns.long)
    this.shortValues = new ShortValueTable(patterns.short)
  }

  /** Made for the first stream that has much to say. Where it cannot be made the automaton reads everything. */
  get filter(): SkipFilter | undefined {
    if (this.#filter === undefined) this.#filter = makeFilter(this.#patterns.long)
    return this.#filter ?? undefined
  }
}

/**
 * Finds values in one stream. It reads the stream as it is; from the first escape character on also without
 * its terminal sequences, and where there are short values also for those.
 */
export class StreamMatcher {
  readonly occurrences = new Occurrences()
  readonly #matcher: Matcher
  readonly #plain: ViewCursor
  readonly #short: ShortValueCursor | undefined
  readonly #sequences = new TerminalSequences()
  #withoutSequences: ViewCursor | undefined

  constructor(matcher: Matcher) {
    this.#matcher = matcher
    this.#plain = new ViewCursor(matcher.automaton, this.occurrences)
    if (!matcher.shortValues.isEmpty)
      this.#short = new ShortValueCursor(matcher.shortValues, this.occurrences)
  }

  /** Reads `chunk`, which begins at `base` in the stream. */
  read(chunk: Uint8Array, base: number): void {
    if (this.#withoutSequences === undefined && chunk.includes(ESCAPE)) {
      this.#withoutSequences = this.#plain.fork()
    }
    this.#readView(this.#plain, chunk, base)
    this.#short?.read(chunk, base)
    const cursor = this.#withoutSequences
    if (cursor === undefined) return
    this.#sequences.split(chunk, (from, to) => this.#readView(cursor, chunk.subarray(from, to), base + from))
  }

  /** The position from which bytes may still belong to a value. */
  heldFrom(end: number): number {
    const held = Math.min(this.#plain.heldFrom(end), this.#withoutSequences?.heldFrom(end) ?? end)
    return Math.min(held, this.#short?.heldFrom(end) ?? end)
  }

  /** The position from which bytes may belong to the secret part of a value. */
  secretFrom(end: number): number {
    const secret = Math.min(this.#plain.secretFrom(end), this.#withoutSequences?.secretFrom(end) ?? end)
    return Math.min(secret, this.#short?.heldFrom(end) ?? end)
  }

  /** Whether all that has come may be shown, though some of it may belong to a value. */
  mayShow(end: number): boolean {
    return (
      this.#plain.mayShow(end) &&
      (this.#withoutSequences?.mayShow(end) ?? true) &&
      (this.#short?.mayShow() ?? true)
    )
  }

  /** The name of a secret that the bytes held begin. Asked only where {@link mayShow} is false. */
  pendingName(end: number): string {
    const names = [this.#plain, this.#withoutSequences, this.#short].map((cursor) => cursor?.pendingName(end))
    return names.find((name) => name !== undefined) ?? ''
  }

  /** The stream has ended, or paused: a short value at its end is taken to be whole. */
  finish(end: number): void {
    this.#short?.finish(end)
  }

  #readView(cursor: ViewCursor, chunk: Uint8Array, base: number): void {
    const filter = chunk.length < SHORTEST_FILTERED ? undefined : this.#matcher.filter
    if (filter === undefined) {
      cursor.read(chunk, base)
      return
    }
    for (let from = 0; from < chunk.length; from += SkipFilter.ROOM) {
      // As it is where it has room: making a part of it costs more than finding that nothing is in it.
      const part = chunk.length <= SkipFilter.ROOM ? chunk : chunk.subarray(from, from + SkipFilter.ROOM)
      cursor.readFiltered(part, base + from, filter, Math.ceil(part.length / BYTES_PER_CANDIDATE))
    }
  }
}

/** `null` where the platform has no WebAssembly, or no room for it. */
function makeFilter(patterns: readonly Pattern[]): SkipFilter | null {
  try {
    return new SkipFilter(patterns)
  } catch {
    return null
  }
}
