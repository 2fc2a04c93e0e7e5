import { HeldBytes } from './held-bytes.ts'
import { type Matcher, StreamMatcher } from './matcher.ts'
import type { RedactingStream } from './redactor.ts'

/** Silence after which a few held bytes, or a value that could go on, are shown or marked. */
const SHORT_SILENCE = 20

/** Silence after which a mark stands for whatever is still held. */
const LONG_SILENCE = 200

/**
 * Lets every byte go as soon as it can no longer belong to a value, and puts one mark in the place of each
 * occurrence. What silence has shown or hidden is remembered: matching goes on as if nothing had happened.
 */
export class MarkingStream implements RedactingStream {
  readonly #newMatcher: () => StreamMatcher
  #opened: StreamMatcher | undefined
  readonly #mark: (name: string) => Uint8Array
  readonly #held = new HeldBytes()
  /** Bytes before this position are hidden by a mark that has left. */
  #hiddenUntil = 0
  /** Silence since the last byte, in milliseconds, that {@link idle} has been told of. */
  #waited = 0

  /** `matcher` is called when the first byte comes. */
  constructor(matcher: () => Matcher, mark: (name: string) => Uint8Array) {
    this.#newMatcher = () => new StreamMatcher(matcher())
    this.#mark = mark
  }

  push(chunk: Uint8Array): readonly Uint8Array[] {
    const base = this.#held.end
    this.#waited = 0
    this.#held.append(chunk)
    this.#matcher.read(chunk, base)
    const released = this.#release(this.#matcher.heldFrom(this.#held.end))
    this.#held.letGo()
    return released
  }

  get idleAfter(): number | undefined {
    if (this.#held.start >= this.#held.end) return undefined
    return this.#waited < SHORT_SILENCE ? SHORT_SILENCE : LONG_SILENCE
  }

  idle(milliseconds: number): readonly Uint8Array[] {
    const { end } = this.#held
    this.#waited = milliseconds
    if (milliseconds < SHORT_SILENCE || this.#held.start >= end) return []
    this.#matcher.finish(end)
    if (this.#matcher.mayShow(end)) return this.#release(end)
    // A value that stands first is whole: only whether it goes on is open.
    const shown = this.#markBefore(this.#held.start + 1)
    return milliseconds < LONG_SILENCE ? shown : [...shown, ...this.#hideRest()]
  }

  end(): readonly Uint8Array[] {
    if (this.#held.start >= this.#held.end) return []
    this.#matcher.finish(this.#held.end)
    return this.#release(this.#held.end)
  }

  get #matcher(): StreamMatcher {
    this.#opened ??= this.#newMatcher()
    return this.#opened
  }

  /** What may leave before `limit`, before which no further value can begin. */
  #release(limit: number): Uint8Array[] {
    const marked = this.#markBefore(limit)
    const rest = this.#held.takeUntil(limit)
    return marked.length === 0 ? rest : [...marked, ...rest]
  }

  /** The marks for values that begin before `limit`, one for those that overlap, and what stands between them. */
  #markBefore(limit: number): Uint8Array[] {
    const released: Uint8Array[] = []
    for (const { start, end, name } of this.#matcher.occurrences.take(limit)) {
      released.push(...this.#held.takeUntil(start))
      if (start >= this.#hiddenUntil) released.push(this.#mark(name))
      this.#hiddenUntil = Math.max(this.#hiddenUntil, end)
      this.#held.takeUntil(end)
    }
    return released
  }

  /** The public beginning of what is held, and a mark for the rest, unless that goes on under a mark. */
  #hideRest(): Uint8Array[] {
    const { end } = this.#held
    const isHidden = this.#matcher.heldFrom(end) < this.#hiddenUntil
    const shown = isHidden ? [] : this.#release(this.#matcher.secretFrom(end))
    this.#held.takeUntil(end)
    this.#hiddenUntil = end
    return isHidden ? shown : [...shown, this.#mark(this.#matcher.pendingName(end))]
  }
}
