import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTrackedFile } from '../../../src/lint/files/tracked-file.ts'

test('positions count lines by any line end, and columns in UTF-16 units', () => {
  const { positionAt } = createTrackedFile('a', 'a\r\nbé🔑x\rc\n\nd')
  const at = (index: number) => Object.values(positionAt(index)).join(':')
  expect([0, 1, 3, 4, 5, 7, 9, 11, 12].map(at)).toEqual([
    '1:1',
    '1:2',
    '2:1',
    '2:2',
    '2:3',
    '2:5',
    '3:1',
    '4:1',
    '5:1',
  ])
})

test('a position leads back to its offset, whatever the text', () => {
  const text = fc.array(fc.constantFrom('a', 'é', '🔑', '\r', '\n', '\r\n', ' '), { maxLength: 60 })
  fc.assert(
    fc.property(text, fc.nat(), (parts, seed) => {
      const whole = parts.join('')
      const index = seed % (whole.length + 1)
      const { line, column } = createTrackedFile('a', whole).positionAt(index)
      const before = whole.split(/(?<=\n)|(?<=\r)(?!\n)/).slice(0, line - 1)
      expect(before.join('').length + column - 1).toBe(index)
    }),
    { numRuns: 2000 },
  )
})
