import fc from 'fast-check'
import { compileRedactor } from '../../src/redact/redactor.ts'
import { SecretValue } from '../../src/secret/secret-value.ts'
import { referenceRanges, withMarks } from './reference.ts'
import { SHAPES } from './shapes.ts'
import { VALUE_KINDS } from './values.ts'

type Secrets = readonly (readonly [name: string, value: Buffer])[]

/** Checks that throw for a counterexample, by what they promise. The test and the fuzz command run the same. */
export const PROPERTIES: Readonly<Record<string, (parameters: fc.Parameters<never>) => void>> = {
  'answers as the reference does, however the stream is cut': (parameters) =>
    fc.assert(fc.property(tangle(), answersAsReference), parameters as never),

  'lets no kind of value through in any shape, and changes nothing around it': (parameters) =>
    fc.assert(fc.property(printout(), comesOutNowhere), parameters as never),

  'shows at most four bytes of a value in silence, and holds nothing longer': (parameters) =>
    fc.assert(fc.property(tangle(), silences(), showsLittleInSilence), parameters as never),

  'changes nothing the second time': (parameters) =>
    fc.assert(
      // A short value that another one follows stands on a word boundary only once that is a mark.
      fc.property(tangle(8), ({ secrets, input, cuts }) => {
        const once = bytesOf(redact(secrets, input, cuts))
        same(bytesOf(redact(secrets, once, cuts)), once)
      }),
      parameters as never,
    ),
}

/** Values, and output to look for them in, cut into pieces of the lengths `cuts`, over and over. */
export interface Tangle {
  secrets: Secrets
  input: Buffer
  cuts: readonly number[]
}

/** Throws unless the answer to `tangle` is the reference's. */
export function answersAsReference({ secrets, input, cuts }: Tangle): void {
  same(bytesOf(redact(secrets, input, cuts)), withMarks(input, referenceRanges(secrets, input)))
}

/** A value of a kind, printed in a shape between two texts that stay as they are. */
export interface Printout {
  kind: string
  shape: string
  n: number
  before: string
  after: string
  cuts: readonly number[]
}

/** Throws where anything of a value comes out, or anything around it does not. */
export function comesOutNowhere({ kind, shape, n, before, after, cuts }: Printout): void {
  const value = VALUE_KINDS[kind]!(n)
  const { output, secret } = SHAPES[shape]!(value)
  const input = Buffer.concat([Buffer.from(before), output, Buffer.from(after)])
  const redacted = bytesOf(redact([['NAME', value]], input, cuts)).toString('latin1')
  if (!redacted.startsWith(before) || !redacted.endsWith(after)) throw new Error('changed around the value')
  const middle = redacted.slice(before.length, redacted.length - after.length)
  if (!middle.includes('[redacted]')) throw new Error('no mark')
  noneOf(secret, middle)
}

/** Throws where more than four bytes of a value come out; after each piece there is silence of `waits` milliseconds. */
export function showsLittleInSilence({ secrets, input, cuts }: Tangle, waits: readonly number[]): void {
  const shown = shownPositions(input, redact(secrets, input, cuts, waits))
  for (const { positions } of referenceRanges(secrets, input)) {
    const leaked = positions.filter((position) => shown.has(position)).length
    if (leaked > 4) throw new Error(`${leaked} bytes of a value shown`)
  }
}

/** Feeds `input` in pieces of the lengths `cuts`, over and over, with a silence after each. */
export function redact(
  secrets: Secrets,
  input: Buffer,
  cuts: readonly number[],
  waits: readonly number[] = [0],
): Uint8Array[] {
  const stream = compileRedactor(secrets.map(([name, value]) => [name, SecretValue.seal(value)])).open()
  const out: Uint8Array[] = []
  for (let at = 0, turn = 0; at < input.length; turn++) {
    const length = cuts[turn % cuts.length]!
    out.push(...stream.push(input.subarray(at, at + length)))
    for (const silence of [20, 200]) {
      if (waits[turn % waits.length]! >= silence) out.push(...stream.idle(silence))
    }
    if (waits[turn % waits.length]! >= 200 && stream.idleAfter !== undefined) throw new Error('still held')
    at += length
  }
  out.push(...stream.end())
  return out
}

export function bytesOf(pieces: readonly Uint8Array[]): Buffer {
  return Buffer.concat(pieces)
}

/** Where the bytes that came out stood in `input`: pieces that are not marks are parts of it, not copies. */
function shownPositions(input: Buffer, pieces: readonly Uint8Array[]): Set<number> {
  const shown = new Set<number>()
  let last = 0
  for (const piece of pieces) {
    if (piece.buffer !== input.buffer) continue
    const start = piece.byteOffset - input.byteOffset
    if (start < last) throw new Error('out of order')
    last = start + piece.length
    for (let position = start; position < last; position++) shown.add(position)
  }
  return shown
}

/** Values that overlap, contain one another and hardly differ, in output made of little else. */
function tangle(shortest = 4): fc.Arbitrary<Tangle> {
  const value = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', 'B', '1', '-', ' '),
    minLength: shortest,
    maxLength: 14,
  })
  const filler = fc.constantFrom(
    ...[
      'a',
      'b',
      'c',
      'C',
      '1',
      '-',
      ' ',
      '\n',
      '\r\n',
      '\0',
      '\x1b[1m',
      '\x1b(B',
      '\x1b',
      '[',
      'm',
      'é',
      '\xff',
    ],
    ...[' '.repeat(255), ' '.repeat(256), 'xyz '.repeat(400)],
  )
  return fc.tuple(fc.array(value, { minLength: 1, maxLength: 3 }), fc.boolean()).chain(([values, nested]) => {
    const all = nested ? [...values, `${values[0]}${values[0]!.slice(0, 3)}c`, `b${values[0]}`] : values
    const piece = fc.oneof(
      { weight: 4, arbitrary: filler },
      { weight: 2, arbitrary: fc.constantFrom(...all) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom(...all), fc.nat(13), fc.nat(14))
          .map(([v, a, b]) => v.slice(a, b)),
      },
      { weight: 1, arbitrary: fc.constantFrom(...all).map((v) => Buffer.from(v).toString('base64')) },
      { weight: 1, arbitrary: fc.constantFrom(...all).map((v) => [...v].join(' ')) },
    )
    return fc.record({
      secrets: fc.constant(all.map((v, index) => [`S${index}`, Buffer.from(v)] as const)),
      input: fc
        .tuple(fc.array(piece, { maxLength: 24 }), fc.constantFrom('', '', 'xyz '.repeat(300)))
        .map(([pieces, around]) => ownBuffer(around + pieces.join('') + around)),
      cuts: chunkLengths(),
    })
  })
}

function printout(): fc.Arbitrary<Printout> {
  return fc.record({
    kind: fc.constantFrom(...Object.keys(VALUE_KINDS)),
    shape: fc.constantFrom(...Object.keys(SHAPES)),
    n: fc.nat(1_000_000),
    before: fc.constantFrom('', 'level=info msg="', '\n', '{"v":"', '\x1b[31m', `${'0 '.repeat(700)}\n`),
    after: fc.constantFrom('', '\n', '"}\n', '\x1b[0m\n', ' ok', `\n${'0 '.repeat(700)}`),
    cuts: chunkLengths(),
  })
}

function silences(): fc.Arbitrary<number[]> {
  return fc.array(fc.constantFrom(0, 20, 200), { minLength: 1, maxLength: 12 })
}

function chunkLengths(): fc.Arbitrary<number[]> {
  const length = fc.oneof(
    fc.constantFrom(1, 2, 3, 65_536),
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1000, max: 3000 }),
  )
  return fc.array(length, { minLength: 1, maxLength: 6 })
}

/** A buffer that shares its memory with no mark. */
function ownBuffer(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1')
  const own = Buffer.from(new ArrayBuffer(bytes.length))
  bytes.copy(own)
  return own
}

function same(actual: Buffer, expected: Buffer): void {
  if (!actual.equals(expected)) {
    throw new Error(
      `got ${JSON.stringify(actual.toString('latin1'))}\nnot ${JSON.stringify(expected.toString('latin1'))}`,
    )
  }
}

/**
 * That no five bytes of `secret` are left in `output`, however they are spaced, coloured or cased. Nine of a
 * long one: some five of its bytes may well stand in what surrounds it.
 */
function noneOf(secret: Buffer, output: string): void {
  const left = bare(output.replaceAll('[redacted]', '\x7f'))
  const wanted = bare(secret.toString('latin1'))
  const length = wanted.length < 400 ? 5 : 9
  for (let at = 0; at + length <= wanted.length; at++) {
    if (left.includes(wanted.slice(at, at + length))) throw new Error(`left: ${JSON.stringify(left)}`)
  }
}

function bare(text: string): string {
  return text
    .replace(/\x1b(\[[0-9;]*m|\(B)/g, '')
    .replace(/[\x00-\x20]/g, '')
    .toLowerCase()
}
