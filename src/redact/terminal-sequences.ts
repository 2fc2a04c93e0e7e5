const ESCAPE = 0x1b

/** Where a terminal sequence is cut at the end of a chunk. */
type Place = 'text' | 'after-escape' | 'control-sequence' | 'intermediates'

/**
 * Finds the text between the terminal sequences of one stream: colours, cursor movements, character sets.
 * The payload of a title or a hyperlink is text, since it may hold a value.
 */
export class TerminalSequences {
  #place: Place = 'text'

  /** Calls `onText` with each stretch of `chunk` that belongs to no sequence. */
  split(chunk: Uint8Array, onText: (from: number, to: number) => void): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.#place !== 'text') {
        at += this.#takes(chunk[at]!) ? 1 : 0
        continue
      }
      const next = chunk.indexOf(ESCAPE, at)
      const end = next < 0 ? chunk.length : next
      if (end > at) onText(at, end)
      if (next >= 0) this.#place = 'after-escape'
      at = end + 1
    }
  }

  /** Whether `byte` belongs to the sequence that has begun; moves on in it, or out of it. */
  #takes(byte: number): boolean {
    const isIntermediate = byte >= 0x20 && byte <= 0x2f
    const isFinal = byte >= (this.#place === 'control-sequence' ? 0x40 : 0x30) && byte <= 0x7e
    const isParameter = byte >= 0x30 && byte <= 0x3f
    if (this.#place === 'after-escape' && byte === 0x5b) this.#place = 'control-sequence'
    else if (this.#place === 'after-escape' && isIntermediate) this.#place = 'intermediates'
    else if (isFinal) this.#place = 'text'
    else if (!isIntermediate && !(isParameter && this.#place === 'control-sequence')) {
      this.#place = 'text'
      return false
    }
    return true
  }
}
