import { expect, test } from 'vitest'
import { matchesFormat, VALUE_FORMATS, type ValueFormat } from '../../src/secret/formats.ts'

const EXAMPLES: Readonly<Record<ValueFormat, readonly [good: readonly string[], bad: readonly string[]]>> = {
  url: [
    ['https://a.example', 'postgres://u:p@h:5432/d'],
    ['a.example', 'http://', 'https://a b'],
  ],
  uuid: [['123e4567-e89b-12d3-a456-426614174000'], ['123e4567e89b12d3a456426614174000', '']],
  hex: [
    ['00ff', 'ABC'],
    ['0x00', 'g', ''],
  ],
  base64: [
    ['aGk=', 'aGkh'],
    ['aGk', 'a-k=', ''],
  ],
  base64url: [
    ['a-_k', 'aGk='],
    ['a+/k', ''],
  ],
  jwt: [
    ['aaa.bbb.ccc', 'a.b.'],
    ['aaa.bbb', '..'],
  ],
  pem: [['-----BEGIN A KEY-----\nxx\n-----END A KEY-----\n'], ['-----BEGIN A KEY-----', 'xx']],
  json: [
    ['{}', '1'],
    ['{', ''],
  ],
  integer: [
    ['0', '-12'],
    ['01', '1.0', ''],
  ],
  number: [
    ['0.5', '-1e9'],
    ['.5', '1e'],
  ],
  boolean: [
    ['true', 'false'],
    ['True', '1'],
  ],
  email: [['a@b.example'], ['a@', '@b', 'a b@c']],
  hostname: [
    ['localhost', 'a.example.'],
    ['-a', 'a_b', ''],
  ],
  port: [
    ['1', '65535'],
    ['0', '65536', '080'],
  ],
}

test.each(VALUE_FORMATS)('%s', (format) => {
  const [good, bad] = EXAMPLES[format]
  expect(good.filter((text) => !matchesFormat(text, format))).toEqual([])
  expect(bad.filter((text) => matchesFormat(text, format))).toEqual([])
})

test('no format takes longer than linear time on a hostile value', () => {
  const hostile = ['a', '.', '-', '=', '0', '@', ' '].map((character) => character.repeat(200_000))
  for (const format of VALUE_FORMATS) {
    for (const text of hostile) {
      matchesFormat(`${text}!`, format)
    }
  }
  // A quadratic pattern would need 4e10 steps here, and the runner's own time limit would end it.
  expect(true).toBe(true)
})
