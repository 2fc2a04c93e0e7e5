/** Bytes `start` up to, not including, `end` of a stream, to be replaced by one mark. */
export interface Occurrence {
  readonly start: number
  readonly end: number
  /** The secret found there: the one that begins first, the longest of those. */
  readonly name: string
}

/**
 * The occurrences found in a stream and not yet marked, overlapping ones united: replacing them one by one
 * would leave the end of the second. Those that only touch stay apart.
 */
export class Occurrences {
  #found: Occurrence[] = []

  add(start: number, end: number, name: string): void {
    this.#found.push({ start, end, name })
  }

  /** Takes out, in order, the occurrences that start before `limit`. */
  take(limit: number): readonly Occurrence[] {
    if (this.#found.length === 0) return this.#found
    this.#unite()
    const index = this.#found.findIndex(({ start }) => start >= limit)
    return this.#found.splice(0, index < 0 ? this.#found.length : index)
  }

  #unite(): void {
    this.#found.sort((a, b) => a.start - b.start || b.end - a.end)
    const apart: Occurrence[] = []
    for (const occurrence of this.#found) {
      const last = apart.at(-1)
      if (last !== undefined && last.end > occurrence.start)
        apart[apart.length - 1] = united(last, occurrence)
      else apart.push(occurrence)
    }
    this.#found = apart
  }
}

/** `first` starts no later than `second`. */
function united(first: Occurrence, second: Occurrence): Occurrence {
  const isSame = first.start === second.start && second.end > first.end
  return { start: first.start, end: Math.max(first.end, second.end), name: isSame ? second.name : first.name }
}
