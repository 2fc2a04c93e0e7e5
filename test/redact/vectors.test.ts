import { describe, expect, test } from 'vitest'
import { bytesOf, redact } from './properties.ts'
import { allVectors } from './vectors.ts'

const vectors = allVectors()

describe('vectors', () => {
  test('are many, each with a name of its own', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(150)
    expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length)
  })

  test.each(vectors)('$name', ({ secrets, chunks, expect: expected }) => {
    const values = Object.entries(secrets).map(
      ([name, value]) => [name, Buffer.from(value, 'latin1')] as const,
    )
    const input = Buffer.from(chunks.join(''), 'latin1')
    const given = chunks.map(({ length }) => length)
    for (const cuts of [given, [1], [Math.max(1, input.length)]]) {
      expect(bytesOf(redact(values, input, cuts)).toString('latin1')).toBe(expected)
    }
  })
})
