import { describe, expect, test } from 'vitest'
import { bytesOf, redact } from './properties.ts'

const answer = (secrets: readonly string[], input: string, cuts: readonly number[]) =>
  bytesOf(
    redact(
      secrets.map((value, index) => [`S${index}`, Buffer.from(value, 'latin1')] as const),
      Buffer.from(input, 'latin1'),
      cuts,
    ),
  ).toString('latin1')

const COLOUR = '\x1b[38;2;10;200;100m'

describe('values of four to seven bytes', () => {
  test.each<[what: string, secrets: string[], input: string, expected: string]>([
    ['alone', ['4711'], '4711', '[redacted]'],
    ['a letter beyond ASCII inside', ['p\xc3\xa455'], 'p\xc3\xa455 P\xc3\x8455', '[redacted] [redacted]'],
    ['a letter before', ['4711'], 'a4711', 'a4711'],
    ['a letter after', ['4711'], '4711Z', '4711Z'],
    ['the last letters of the alphabet', ['4711'], 'z4711 4711z A4711 4711A', 'z4711 4711z A4711 4711A'],
    ['digits around', ['4711'], '04711 47119', '04711 47119'],
    ['an underscore around', ['4711'], '_4711 4711_', '_4711 4711_'],
    ['punctuation around', ['4711'], '`4711{ @4711[ /4711:', '`[redacted]{ @[redacted][ /[redacted]:'],
    ['a letter beyond ASCII around', ['4711'], '\xc3\x804711 4711\x80', '\xc3\x804711 4711\x80'],
    ['a value that begins and ends with no letter', ['-47-'], 'a-47-b', 'a[redacted]b'],
    ['a value that begins with no letter', ['-471'], 'a-471 a-471b', 'a[redacted] a-471b'],
    ['a colour before', ['4711'], `${COLOUR}4711\x1b[0m`, `${COLOUR}[redacted]\x1b[0m`],
    ['a colour long ago', ['4711'], `${COLOUR}a4711`, `${COLOUR}a4711`],
    ['what looks like a colour', ['4711'], '[1m4711', '[1m4711'],
    ['one that begins another', ['4711', '471108'], '4711 471108 47110', '[redacted] [redacted] 47110'],
    ['one that ends another', ['4711', 'ab-4711'], 'ab-4711 b-4711', '[redacted] b-[redacted]'],
    ['the same four bytes first', ['4711a', '4711b'], '4711a 4711b 4711c', '[redacted] [redacted] 4711c'],
    ['seven bytes', ['canary7'], 'canary7, canary77', '[redacted], canary77'],
    ['again and again', ['4711'], '4711 4711 4711', '[redacted] [redacted] [redacted]'],
  ])('%s', (_what, secrets, input, expected) => {
    for (const around of ['', `${'0 '.repeat(30)}`, `${'0 '.repeat(600)}`]) {
      for (const cuts of [[1], [2, 3], [7], [47], [48], [49], [65_536]]) {
        expect(answer(secrets, `${around}${input}`, cuts)).toBe(`${around}${expected}`)
        expect(answer(secrets, `${input} ${around}`, cuts)).toBe(`${expected} ${around}`)
      }
    }
  })

  test('are not taken to be whole at the end of a chunk', () => {
    const before = '0 '.repeat(30)
    expect(answer(['4711'], `${before}4711Z`, [before.length + 4])).toBe(`${before}4711Z`)
    expect(answer(['4711'], `${before}4711`, [before.length + 4])).toBe(`${before}[redacted]`)
  })

  test('are found beside long ones', () => {
    expect(answer(['4711', 'canary-0123456789'], 'canary-0123456789 4711', [4])).toBe('[redacted] [redacted]')
  })
})
