import type { SecretValue } from '../secret/secret-value.ts'
import { isCommonWord } from './common-words.ts'
import { isLongEnough } from './long-enough.ts'
import { Matcher } from './matcher.ts'
import { patternsFor } from './patterns.ts'
import { MarkingStream } from './redacting-stream.ts'

/** Knows what must never come out. Holds values: never print or serialise one. */
export interface Redactor {
  /** Whether nothing would ever be redacted, so that streams may be handed over as they are. */
  readonly isEmpty: boolean
  /** Names whose whole value is too short or too common to be redacted; the user is told. */
  readonly unredacted: readonly string[]
  /** One text of our own, an error or a report, as it may be shown. */
  redactText(text: string): string
  /** State for one byte stream; stdout and stderr each need their own. */
  open(): RedactingStream
}

/** One byte stream being redacted. Every byte is either returned once, or replaced by a mark. */
export interface RedactingStream {
  /**
   * Takes bytes, returns those that may leave now, in order. Bytes in which nothing matched are not copied: they
   * are parts of `chunk`, which is not needed any more once they are written.
   */
  push(chunk: Uint8Array): readonly Uint8Array[]
  /** To be called after silence, `milliseconds` after the last byte. Returns what may be shown now. */
  idle(milliseconds: number): readonly Uint8Array[]
  /** Silence in milliseconds after which {@link idle} may return something; `undefined` when nothing is held. */
  readonly idleAfter: number | undefined
  /** The source has ended: returns all that was held. */
  end(): readonly Uint8Array[]
}

/** What a redactor can be asked for beyond the default. */
export interface RedactorOptions {
  /** Whether a mark names the secret it stands for: `[redacted:NAME]`. */
  showNames?: boolean
}

/**
 * Takes `secrets` for any number of streams. The tables are made when the first byte comes, so that a
 * silent target costs nothing.
 */
export function compileRedactor(
  secrets: Iterable<readonly [name: string, value: SecretValue]>,
  options: RedactorOptions = {},
): Redactor {
  const all = [...secrets].map(([name, value]) => ({ name, bytes: value.reveal() }))
  const redacted = new Set(all.filter(({ bytes }) => isLongEnough(bytes) && !isCommonWord(bytes.toString())))
  const unredacted = all.filter((secret) => secret.bytes.length > 0 && !redacted.has(secret))
  const nameless = Buffer.from('[redacted]')
  const mark = options.showNames ? (name: string) => Buffer.from(`[redacted:${name}]`) : () => nameless
  let made: Matcher | undefined
  const matcher = () => {
    made ??= new Matcher(patternsFor([...redacted]))
    return made
  }
  const open = () => new MarkingStream(matcher, mark)
  return {
    isEmpty: redacted.size === 0,
    unredacted: unredacted.map(({ name }) => name),
    redactText(text) {
      const stream = open()
      return Buffer.concat([...stream.push(Buffer.from(text)), ...stream.end()]).toString()
    },
    open,
  }
}
