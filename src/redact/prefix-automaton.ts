import type { Pattern } from './patterns.ts'

/** The state in which nothing has been read that a pattern begins with. */
export const ROOT = 0

const UNKNOWN = -1

/** States there is room for at first. */
const FIRST_STATES = 64

/**
 * Aho and Corasick's automaton, its states made when they are first reached: a state is the longest end of
 * the text that begins a pattern. Output reaches few of the possible states, so building costs one sort.
 */
export class PrefixAutomaton {
  /** Characters that lead to each state. */
  depth = new Int32Array(FIRST_STATES)
  /** The state for the next shorter end that also begins a pattern. */
  shorter = new Int32Array(FIRST_STATES)
  /** Length of the longest pattern that ends in each state; 0 for none. */
  matched = new Int32Array(FIRST_STATES)
  /** The pattern that `matched` speaks of. */
  matchedPattern = new Int32Array(FIRST_STATES)

  readonly patterns: readonly Pattern[]
  /** Length of the longest pattern. */
  readonly longest: number
  readonly #hasLineBreaks: boolean
  /** The sorted patterns that begin with each state's text: from `#first` up to, not including, `#end`. */
  #first = new Int32Array(FIRST_STATES)
  #end = new Int32Array(FIRST_STATES)
  /** Where a single pattern is left: its next character, and the state that this leads to. */
  #onlyByte = new Int32Array(FIRST_STATES)
  #onlyState = new Int32Array(FIRST_STATES)
  /** Where several are: the state for each next character, {@link ROOT} for none. */
  readonly #next: (Int32Array | undefined)[] = []
  #count = 0

  /** `patterns` are sorted by text and no two alike. */
  constructor(patterns: readonly Pattern[]) {
    this.patterns = patterns
    this.longest = patterns.reduce((length, { text }) => Math.max(length, text.length), 0)
    this.#hasLineBreaks = patterns.some(({ lineBreaks }) => lineBreaks !== 0)
    this.#addState(0, 0, patterns.length)
  }

  /** The state after `byte` was read in `state`. */
  step(state: number, byte: number): number {
    for (let from = state; ; from = this.shorter[from]!) {
      const next = this.#child(from, byte)
      if (next !== ROOT || from === ROOT) return next
    }
  }

  /** `state`, or the next shorter one from which a pattern goes on: nothing is to come of a whole one. */
  pending(state: number): number {
    let pending = state
    while (this.#next[pending] === undefined && this.#onlyByte[pending] === UNKNOWN)
      pending = this.shorter[pending]!
    return pending
  }

  /** The next shorter state than `state` from which a pattern goes on. */
  nextPending(state: number): number {
    return this.pending(this.shorter[state]!)
  }

  /** How many of the first characters of `state` are public in some pattern that begins with it. */
  publicLengthAt(state: number): number {
    return this.#beginningAt(state).reduce((length, pattern) => Math.max(length, pattern.publicLength), 0)
  }

  /** The line breaks that some pattern that begins with the text of `state` has, as {@link Pattern} says. */
  lineBreaksAt(state: number): number {
    if (!this.#hasLineBreaks) return 0
    return this.#beginningAt(state).reduce((breaks, pattern) => breaks | pattern.lineBreaks, 0)
  }

  /** The name of a secret that begins with the text of `state`. */
  nameAt(state: number): string {
    return this.patterns[this.#first[state]!]!.name
  }

  #beginningAt(state: number): readonly Pattern[] {
    return this.patterns.slice(this.#first[state], this.#end[state])
  }

  #child(state: number, byte: number): number {
    const next = this.#next[state]
    if (next === undefined) {
      if (this.#onlyByte[state] !== byte) return ROOT
      const known = this.#onlyState[state]!
      return known === UNKNOWN ? this.#addChild(state, byte, this.#first[state]!, this.#end[state]!) : known
    }
    const known = next[byte]!
    return known === UNKNOWN ? this.#addBranch(state, byte, next) : known
  }

  #addBranch(state: number, byte: number, next: Int32Array): number {
    const first = this.#boundary(state, byte)
    const end = this.#boundary(state, byte + 1)
    if (first === end) {
      next[byte] = ROOT
      return ROOT
    }
    return this.#addChild(state, byte, first, end)
  }

  /** Where among the patterns of `state` those begin whose next character is `byte` or higher. */
  #boundary(state: number, byte: number): number {
    const depth = this.depth[state]!
    let low = this.#first[state]!
    let high = this.#end[state]!
    while (low < high) {
      const middle = (low + high) >>> 1
      const text = this.patterns[middle]!.text
      if (text.length === depth || text.charCodeAt(depth) < byte) low = middle + 1
      else high = middle
    }
    return low
  }

  #addChild(parent: number, byte: number, first: number, end: number): number {
    const state = this.#addState(this.depth[parent]! + 1, first, end)
    const branches = this.#next[parent]
    if (branches === undefined) this.#onlyState[parent] = state
    else branches[byte] = state
    const shorter = parent === ROOT ? ROOT : this.step(this.shorter[parent]!, byte)
    this.shorter[state] = shorter
    const isWhole = this.patterns[first]!.text.length === this.depth[state]
    this.matched[state] = isWhole ? this.depth[state]! : this.matched[shorter]!
    this.matchedPattern[state] = isWhole ? first : this.matchedPattern[shorter]!
    return state
  }

  #addState(depth: number, first: number, end: number): number {
    const state = this.#count++
    if (state === this.depth.length) this.#grow()
    this.depth[state] = depth
    this.#first[state] = first
    this.#end[state] = end
    if (end - first === 1) {
      const { text } = this.patterns[first]!
      this.#onlyByte[state] = depth < text.length ? text.charCodeAt(depth) : UNKNOWN
      this.#onlyState[state] = UNKNOWN
    } else {
      this.#next[state] = new Int32Array(256).fill(UNKNOWN)
    }
    return state
  }

  #grow(): void {
    this.depth = doubled(this.depth)
    this.shorter = doubled(this.shorter)
    this.matched = doubled(this.matched)
    this.matchedPattern = doubled(this.matchedPattern)
    this.#first = doubled(this.#first)
    this.#end = doubled(this.#end)
    this.#onlyByte = doubled(this.#onlyByte)
    this.#onlyState = doubled(this.#onlyState)
  }
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}
