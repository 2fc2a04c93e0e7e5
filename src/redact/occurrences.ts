/** Bytes `start` up to, not including, `end` of a stream, to be replaced by one mark. */
export interface Occurrence {
  readonly start: number
  readonly end: number
  /** The secret found there. */
  readonly name: string
}

/** The occurrences found in a stream and not yet marked. They may overlap. */
export class Occurrences {
  readonly #found: Occurrence[] = []

  add(start: number, end: number, name: string): void {
    this.#found.push({ start, end, name })
  }

  /** Takes out those that start before `limit`: in order, of those that start together the longest first. */
  take(limit: number): readonly Occurrence[] {
    if (this.#found.length === 0) return this.#found
    this.#found.sort((a, b) => a.start - b.start || b.end - a.end)
    const index = this.#found.findIndex(({ start }) => start >= limit)
    return this.#found.splice(0, index < 0 ? this.#found.length : index)
  }
}
