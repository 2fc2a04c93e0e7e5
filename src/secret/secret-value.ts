import { isUtf8 } from 'node:buffer'
import { inspect } from 'node:util'
import { matchesFormat, type ValueFormat } from './formats.ts'

const PLACEHOLDER = '[secret]'

const sealed: SecretValue[] = []

/** Every value that this process has sealed so far, repetitions included: what it must never print. */
export function sealedValues(): readonly SecretValue[] {
  return sealed
}

/**
 * A value that cannot be printed, serialised or inspected. What others need to know they ask without
 * seeing it; {@link SecretValue.reveal} is called in `inject`, `redact` and a store's writer only, which
 * a test enforces.
 */
export class SecretValue {
  readonly #bytes: Buffer

  private constructor(bytes: Buffer) {
    this.#bytes = bytes
    sealed.push(this)
  }

  /** Seals `value`. Text is kept as UTF-8; bytes are copied, so the caller may wipe its own. */
  static seal(value: string | Uint8Array): SecretValue {
    return new SecretValue(typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value))
  }

  /** Size in bytes. */
  get byteLength(): number {
    return this.#bytes.length
  }

  /** Whether the value holds a NUL byte, which no environment variable can carry. */
  get hasNul(): boolean {
    return this.#bytes.includes(0)
  }

  /** Whether the bytes are valid UTF-8; an environment variable is text. */
  get isText(): boolean {
    return isUtf8(this.#bytes)
  }

  /**
   * One member of a JSON object value: text as it is, any other JSON as its own JSON text.
   * `undefined` where the value is no JSON object or has no such member.
   */
  field(name: string): SecretValue | undefined {
    const member = memberOf(this.#bytes.toString('utf8'), name)
    return member === undefined ? undefined : SecretValue.seal(member)
  }

  /** Whether the value has the given format. */
  matches(format: ValueFormat): boolean {
    return matchesFormat(this.#bytes.toString('utf8'), format)
  }

  /**
   * Whether the value, read as text, has any of `formats`. Used for live-key formats. No pattern is compiled for a
   * value that has none of its format's needles.
   */
  matchesAny(formats: readonly { needles: readonly string[]; pattern: RegExp }[]): boolean {
    const text = this.#bytes.toString('utf8')
    return formats.some(
      ({ needles, pattern }) => needles.some((needle) => text.includes(needle)) && pattern.test(text),
    )
  }

  /** Whether both hold the same bytes. */
  equals(other: SecretValue): boolean {
    return this.#bytes.equals(other.#bytes)
  }

  /** The bytes themselves, a copy. Few, listed callers: see the class. */
  reveal(): Buffer {
    return Buffer.from(this.#bytes)
  }

  toString(): string {
    return PLACEHOLDER
  }

  toJSON(): string {
    return PLACEHOLDER
  }

  [Symbol.toPrimitive](): string {
    return PLACEHOLDER
  }

  [inspect.custom](): string {
    return PLACEHOLDER
  }
}

/** `JSON.parse` quotes its input in errors, so they end here. */
function memberOf(text: string, name: string): string | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return undefined
  }
  if (
    typeof parsed !== 'object' ||
    parsed === null ||
    Array.isArray(parsed) ||
    !Object.hasOwn(parsed, name)
  ) {
    return undefined
  }
  const member = (parsed as Record<string, unknown>)[name]
  return typeof member === 'string' ? member : JSON.stringify(member)
}
