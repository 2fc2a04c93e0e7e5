/** The bytes of a stream that have come and neither left nor been replaced, in the pieces in which they came. */
export class HeldBytes {
  #pieces: Uint8Array[] = []
  /** Position in the stream of the first byte held. */
  start = 0
  /** Position after the last byte that came. */
  end = 0

  append(chunk: Uint8Array): void {
    if (chunk.length > 0) this.#pieces.push(chunk)
    this.end += chunk.length
  }

  /** Copies what is still held of the last chunk, so that whoever gave it may use it for something else. */
  letGo(): void {
    const piece = this.#pieces.pop()
    if (piece !== undefined) this.#pieces.push(Buffer.from(piece))
  }

  /** Takes out the bytes before `position`. */
  takeUntil(position: number): Uint8Array[] {
    let wanted = position - this.start
    if (wanted <= 0) return []
    this.start = position
    if (position === this.end) {
      const all = this.#pieces
      this.#pieces = []
      return all
    }
    let whole = 0
    while (whole < this.#pieces.length && this.#pieces[whole]!.length <= wanted) {
      wanted -= this.#pieces[whole]!.length
      whole++
    }
    const taken = this.#pieces.splice(0, whole)
    if (wanted > 0) {
      const piece = this.#pieces[0]!
      taken.push(piece.subarray(0, wanted))
      this.#pieces[0] = piece.subarray(wanted)
    }
    return taken
  }
}
