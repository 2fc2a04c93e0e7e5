import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatPathAndField, parsePathAndField } from '../../src/stores/reference.ts'

describe('path#field', () => {
  test.each([
    ['session-key', { path: 'session-key' }],
    [
      'storefront/dev/{developer}/database#url',
      { path: 'storefront/dev/{developer}/database', field: 'url' },
    ],
    ['a#b.c', { path: 'a', field: 'b.c' }],
  ])('%s', (text, reference) => {
    expect(parsePathAndField(text)).toEqual(reference)
    expect(formatPathAndField(reference)).toBe(text)
  })

  test.each([
    '',
    '#url',
    'a#',
    'a#b#c',
    '/a',
    'a/',
    'a//b',
    'a/../b',
    './a',
    'a b',
    'a%2fb',
    'a/*',
    'a\\b',
    'a\0',
    'a\nb',
  ])('%j is refused', (text) => {
    expect(() => parsePathAndField(text)).toThrow(expect.objectContaining({ code: 'SCHEMA_INVALID' }))
  })

  test('whatever is read is written back as it was', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        let reference: ReturnType<typeof parsePathAndField>
        try {
          reference = parsePathAndField(text)
        } catch {
          return
        }
        expect(formatPathAndField(reference)).toBe(text)
      }),
    )
  })

  test('a refusal does not repeat the text', () => {
    try {
      parsePathAndField('canary-0f1e2d/../x')
      expect.unreachable()
    } catch (error) {
      expect(String(error)).not.toContain('canary')
    }
  })
})
