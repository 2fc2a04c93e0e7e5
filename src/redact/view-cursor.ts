import { CANONICAL_BYTE, LINE_FEED, LONGEST_GAP, LONGEST_PREFIX_SHOWN, stepBack } from './canonical.ts'
import type { Occurrences } from './occurrences.ts'
import { type PrefixAutomaton, ROOT } from './prefix-automaton.ts'
import type { SkipFilter } from './skip-filter.ts'

/** Below this depth the filter finds again whatever may go on. */
const SETTLED_DEPTH = 4

/** Reads one stream through the canonical view, chunk after chunk, and reports what it finds. */
export class ViewCursor {
  readonly #automaton: PrefixAutomaton
  readonly #occurrences: Occurrences
  #state = ROOT
  /** Canonical bytes read. Wraps around; only differences count. */
  #count = 0
  /** Position in the stream of each of the last canonical bytes, and whether a line broke before it. */
  readonly #positions: Float64Array
  readonly #afterBreak: Uint8Array
  readonly #mask: number
  #lastPosition = -1
  #lineBroke = 0

  constructor(automaton: PrefixAutomaton, occurrences: Occurrences) {
    this.#automaton = automaton
    this.#occurrences = occurrences
    const size = 2 ** Math.ceil(Math.log2(automaton.longest + 2))
    this.#mask = size - 1
    this.#positions = new Float64Array(size)
    this.#afterBreak = new Uint8Array(size)
  }

  /** A second cursor at the same place. */
  fork(): ViewCursor {
    const copy = new ViewCursor(this.#automaton, this.#occurrences)
    copy.#state = this.#state
    copy.#count = this.#count
    copy.#positions.set(this.#positions)
    copy.#afterBreak.set(this.#afterBreak)
    copy.#lastPosition = this.#lastPosition
    copy.#lineBroke = this.#lineBroke
    return copy
  }

  /** Reads `chunk`, whose first byte stands at `base` in the stream. */
  read(chunk: Uint8Array, base: number): void {
    this.#run(chunk, 0, chunk.length, base, false)
  }

  /** The same, jumping over what `filter` knows to hold no pattern; it may look at `room` places again. */
  readFiltered(chunk: Uint8Array, base: number, filter: SkipFilter, room: number): void {
    const to = chunk.length
    let at = this.#run(chunk, 0, to, base, true)
    if (at === to) return
    const count = filter.search(chunk, room)
    if (count < 0) {
      this.#run(chunk, at, to, base, false)
      return
    }
    for (let index = 0; index < count; index++) {
      const last = filter.found[index]!
      if (last < at) continue
      at = this.#jumpTo(at, stepBack(chunk, at, last + 1, filter.window))
      at = this.#run(chunk, at, to, base, true)
    }
    // A window that only begins in this chunk is the automaton's alone.
    at = this.#jumpTo(at, stepBack(chunk, at, to, filter.begun))
    this.#run(chunk, at, to, base, false)
  }

  /** The position from which bytes may still belong to a value when the stream has come to `end`. */
  heldFrom(end: number): number {
    let held = end
    for (let state = this.#pendingAt(end); state !== ROOT; state = this.#automaton.nextPending(state)) {
      const depth = this.#automaton.depth[state]!
      if (this.#positionOf(depth) >= held) break
      held = Math.min(held, this.#cutStart(depth, this.#automaton.lineBreaksAt(state), end))
    }
    return held
  }

  /** The position from which bytes may belong to the secret part of a value; `end` where none do. */
  secretFrom(end: number): number {
    let secret = end
    for (let state = this.#pendingAt(end); state !== ROOT; state = this.#automaton.nextPending(state)) {
      if (this.#positionOf(this.#automaton.depth[state]!) >= secret) break
      const hidden = this.#hidden(state)
      if (hidden > 0) secret = Math.min(secret, this.#positionOf(hidden))
    }
    return secret
  }

  /** Whether what has come to `end` may be shown: no value has more than a few secret bytes in it. */
  mayShow(end: number): boolean {
    for (let state = this.#pendingAt(end); state !== ROOT; state = this.#automaton.nextPending(state)) {
      if (this.#hidden(state) > LONGEST_PREFIX_SHOWN) return false
    }
    return true
  }

  /** The name of the secret whose beginning has come; `undefined` for none. */
  pendingName(end: number): string | undefined {
    const state = this.#pendingAt(end)
    return state === ROOT ? undefined : this.#automaton.nameAt(state)
  }

  /** Reads on from `at`. With `untilSettled` it stops where the filter can take over. Returns where it stopped. */
  #run(chunk: Uint8Array, at: number, to: number, base: number, untilSettled: boolean): number {
    const automaton = this.#automaton
    let read = 0
    for (let index = at; index < to; index++) {
      const byte = CANONICAL_BYTE[chunk[index]!]!
      if (byte === 0) {
        if (chunk[index] === LINE_FEED) this.#lineBroke = 1
        if (untilSettled && this.#stateAt(base + index) === ROOT) return index + 1
        continue
      }
      const position = base + index
      if (position - this.#lastPosition > LONGEST_GAP) this.#state = ROOT
      this.#lastPosition = position
      const slot = this.#count & this.#mask
      this.#positions[slot] = position
      this.#afterBreak[slot] = this.#lineBroke
      this.#lineBroke = 0
      this.#count = (this.#count + 1) | 0
      this.#state = automaton.step(this.#state, byte)
      if (automaton.matched[this.#state] !== 0) this.#report(position + 1)
      const depth = automaton.depth[this.#state]!
      if (untilSettled && depth < SETTLED_DEPTH && depth < ++read) return index + 1
    }
    return to
  }

  #jumpTo(at: number, start: number): number {
    if (start <= at) return at
    this.#state = ROOT
    return start
  }

  /** The longest value that ends here covers all others, unless a line break has cut off its beginning. */
  #report(end: number): void {
    const { matched, matchedPattern, shorter, depth, patterns } = this.#automaton
    let covered = end
    for (let state = this.#state; matched[state] !== 0; ) {
      const length = matched[state]!
      if (this.#positionOf(length) >= covered) return
      const pattern = patterns[matchedPattern[state]!]!
      covered = Math.min(covered, this.#cutStart(length, pattern.lineBreaks, end))
      this.#occurrences.add(covered, end, pattern.name)
      while (depth[state]! >= length) state = shorter[state]!
    }
  }

  /**
   * Where a value begins to be hidden. A line that ends within its first few bytes leaves those visible:
   * otherwise the last letters of almost every line would be held back. Not where the value itself has
   * the line break.
   */
  #cutStart(length: number, lineBreaks: number, end: number): number {
    let start = this.#positionOf(length)
    for (let index = 1; index <= LONGEST_PREFIX_SHOWN && index <= length; index++) {
      const isLast = index === length
      const broke = isLast ? this.#lineBroke : this.#afterBreak[(this.#count - length + index) & this.#mask]
      if (broke === 1 && (lineBreaks & (1 << index)) === 0)
        start = isLast ? end : this.#positionOf(length - index)
    }
    return start
  }

  /** The position of the canonical byte `back` before the next one. */
  #positionOf(back: number): number {
    return this.#positions[(this.#count - back) & this.#mask]!
  }

  /** Secret bytes in the text of `state`. */
  #hidden(state: number): number {
    return Math.max(0, this.#automaton.depth[state]! - this.#automaton.publicLengthAt(state))
  }

  /** The state for the longest end of the stream that a value goes on from. */
  #pendingAt(end: number): number {
    return this.#stateAt(end) === ROOT ? ROOT : this.#automaton.pending(this.#state)
  }

  #stateAt(end: number): number {
    return end - this.#lastPosition > LONGEST_GAP ? ROOT : this.#state
  }
}
