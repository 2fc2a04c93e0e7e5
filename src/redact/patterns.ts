import { isUtf8 } from 'node:buffer'
import { canonical, LONGEST_PREFIX_SHOWN } from './canonical.ts'
import { SHORTEST } from './long-enough.ts'
import { secretParts } from './parts.ts'
import { publicPrefix } from './public-prefix.ts'
import { bytesOf, variants } from './variants.ts'

/** A value with the name that a mark may show. */
export interface NamedValue {
  readonly name: string
  readonly bytes: Buffer
}

/** One canonical text to be found, and what may be done with its beginning. */
export interface Pattern {
  readonly text: string
  readonly name: string
  /** How many of its first characters are public: a scheme, a header. */
  readonly publicLength: number
  /** Bit n is set where the value itself has a line break before its character n; only for n <= 4. */
  readonly lineBreaks: number
}

/** A short value, looked for byte by byte and only where no word runs on. */
export interface ShortValue {
  readonly bytes: Buffer
  readonly name: string
}

export interface Patterns {
  /** Sorted by text, no two alike. */
  readonly long: readonly Pattern[]
  readonly short: readonly ShortValue[]
}

/** From this many bytes a value is redacted wherever it stands. */
const SHORTEST_ANYWHERE = 8

/** Everything that is to be found for `values`: each value, its parts, and all their variants. */
export function patternsFor(values: readonly NamedValue[]): Patterns {
  const long = new Map<string, Pattern>()
  const short = new Map<string, ShortValue>()
  for (const { name, bytes } of values) {
    if (bytes.length < SHORTEST_ANYWHERE) addShort(short, name, bytes)
    const shortest = bytes.length < SHORTEST_ANYWHERE ? SHORTEST_ANYWHERE : SHORTEST
    for (const part of [bytes, ...partsOf(bytes)]) {
      const prefix = canonical(bytesOf(publicPrefix(part.toString())))
      for (const variant of variants(part)) addLong(long, name, variant, prefix, shortest)
    }
  }
  return {
    long: [...long.keys()].sort().map((text) => long.get(text)!),
    short: [...short.values()],
  }
}

function partsOf(bytes: Buffer): Buffer[] {
  if (!isUtf8(bytes)) return []
  return secretParts(bytes.toString()).map((part) => Buffer.from(part))
}

function addLong(
  found: Map<string, Pattern>,
  name: string,
  variant: string,
  prefix: string,
  shortest: number,
): void {
  const text = canonical(variant)
  if (text.length < shortest) return
  const known = found.get(text)
  found.set(text, {
    text,
    name: known?.name ?? name,
    publicLength: Math.max(known?.publicLength ?? 0, text.startsWith(prefix) ? prefix.length : 0),
    lineBreaks: (known?.lineBreaks ?? 0) | lineBreaksIn(variant),
  })
}

function lineBreaksIn(variant: string): number {
  let breaks = 0
  for (let line = variant.indexOf('\n'); line >= 0; line = variant.indexOf('\n', line + 1)) {
    const before = canonical(variant.slice(0, line)).length
    if (before > LONGEST_PREFIX_SHOWN) break
    breaks |= 1 << before
  }
  return breaks
}

function addShort(found: Map<string, ShortValue>, name: string, bytes: Buffer): void {
  const text = bytes.toString()
  const inCases = [text.toUpperCase(), text.toLowerCase()].map(bytesOf)
  for (const variant of [...variants(bytes), ...inCases]) {
    if (variant.length < SHORTEST || variant.length >= SHORTEST_ANYWHERE) continue
    if (!found.has(variant)) found.set(variant, { bytes: Buffer.from(variant, 'latin1'), name })
  }
}
