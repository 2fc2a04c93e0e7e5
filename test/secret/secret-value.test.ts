import { format, inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SecretValue } from '../../src/secret/secret-value.ts'

const CANARY = 'canary-c4n4ry-invented'

describe('a sealed value', () => {
  const value = SecretValue.seal(CANARY)

  test.each([
    ['String()', () => String(value)],
    ['a template', () => `${value}`],
    ['addition', () => `${value as unknown as string}`.concat('')],
    ['JSON', () => JSON.stringify({ value })],
    ['inspect', () => inspect({ value }, { showHidden: true, depth: 9 })],
    ['inspect with a hostile option', () => inspect(value, { customInspect: false, showHidden: true })],
    ['format %o', () => format('%o %O %s %j', value, value, value, value)],
    ['its own properties', () => Reflect.ownKeys(value).join()],
    ['an error around it', () => inspect(new Error('x', { cause: value }))],
    ['structuredClone', () => inspect(structuredClone(value))],
  ])('does not show through %s', (_, show) => {
    expect(show()).not.toContain(CANARY)
    expect(show()).not.toContain(Buffer.from(CANARY).toString('hex'))
  })

  test('survives byte for byte, and what it is given may be wiped', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const original = Buffer.from(bytes)
        const sealed = SecretValue.seal(bytes)
        bytes.fill(0)
        expect(sealed.reveal()).toEqual(original)
        sealed.reveal().fill(0)
        expect(sealed.reveal()).toEqual(original)
        expect(sealed.byteLength).toBe(original.length)
        expect(sealed.hasNul).toBe(original.includes(0))
      }),
    )
  })

  test('gives a field of a JSON object, and nothing of anything else', () => {
    const json = SecretValue.seal('{"url":"a","port":5432,"deep":{"x":1},"none":null}')
    expect(json.field('url')?.reveal().toString()).toBe('a')
    expect(json.field('port')?.reveal().toString()).toBe('5432')
    expect(json.field('deep')?.reveal().toString()).toBe('{"x":1}')
    expect(json.field('none')?.reveal().toString()).toBe('null')
    expect(json.field('toString')).toBeUndefined()
    expect(json.field('__proto__')).toBeUndefined()
    expect(SecretValue.seal('[1]').field('0')).toBeUndefined()
    expect(SecretValue.seal('not json').field('url')).toBeUndefined()
  })

  test('says whether it is text', () => {
    expect(SecretValue.seal('grüße').isText).toBe(true)
    expect(SecretValue.seal(Buffer.from([0xff, 0xfe])).isText).toBe(false)
  })
})
