import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/trust/canonical-json.ts'

describe('the canonical form of RFC 8785', () => {
  test('of the example in its section 3.2.2', () => {
    const text = `{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
      "string":"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}`
    expect(canonicalJson(JSON.parse(text))).toBe(
      `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`,
    )
  })

  test('sorts members by UTF-16 code units, as in its section 3.2.3', () => {
    const members = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 }
    const order = Object.values(JSON.parse(canonicalJson(members).replaceAll('"1":', '"_1":')))
    expect(order).toEqual([2, 4, 6, 7, 1, 5, 3])
  })

  test('has no half of a surrogate pair', () => {
    expect(() => canonicalJson({ a: ['\ud800'] })).toThrow(
      expect.objectContaining({ code: 'SCHEMA_INVALID' }),
    )
    expect(() => canonicalJson({ '\udc00': 1 })).toThrow(expect.objectContaining({ code: 'SCHEMA_INVALID' }))
  })

  test('is the same whatever the order, and different for different values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const again = JSON.parse(JSON.stringify(one), (_, value) => reverseMembers(value))
        expect(canonicalJson(again)).toBe(canonicalJson(JSON.parse(JSON.stringify(one))))
        expect(JSON.parse(canonicalJson(one))).toEqual(JSON.parse(JSON.stringify(one)))
        if (canonicalJson(one) === canonicalJson(other)) {
          expect(JSON.parse(JSON.stringify(one))).toEqual(JSON.parse(JSON.stringify(other)))
        }
      }),
    )
  })
})

function reverseMembers(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).reverse())
    : value
}
