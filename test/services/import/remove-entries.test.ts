import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseEntries } from '../../../src/services/import/dotenv-file.ts'
import { removeEntries } from '../../../src/services/import/remove-entries.ts'

describe('removing entries', () => {
  test.each([
    ['one of three', 'A=1\nB=2\nC=3\n', ['B'], 'A=1\nC=3\n'],
    ['the last, without a line end', 'A=1\nB=2', ['B'], 'A=1\n'],
    ['with its comment, and not the comment above', '# b\nB=2 # inline\nA=1\n', ['B'], '# b\nA=1\n'],
    ['with export', 'export B=2\nA=1\n', ['B'], 'A=1\n'],
    ['several lines in quotes', 'A="1\nB=x\n2"\nB=2\n', ['A'], 'B=2\n'],
    [
      'not the one that only looks like it, inside of quotes',
      'A="1\nB=2\n3"\nB=2\n',
      ['B'],
      'A="1\nB=2\n3"\n',
    ],
    ['CRLF stays CRLF', 'A=1\r\nB=2\r\nC=3\r\n', ['B'], 'A=1\r\nC=3\r\n'],
    ['the mark of order stays', '\ufeffA=1\nB=2\n', ['A'], '\ufeffB=2\n'],
    ['a name that ends another', 'AB=1\nB=2\n', ['B'], 'AB=1\n'],
    ['with a colon', 'B: 2\nA=1\n', ['B'], 'A=1\n'],
  ])('%s', (_, text, names, rest) => {
    expect(removeEntries(text, names)).toEqual({ rest, removed: names })
  })

  test.each([
    ['stands twice', 'B=1\nB=2\n', 'B'],
    ['is not there', 'A=1\n', 'B'],
    ['shares its line', 'A=1; B=2\n', 'B'],
  ])('leaves what %s', (_, text, name) => {
    expect(removeEntries(text, [name])).toEqual({ rest: text, removed: [] })
  })

  test('never changes what a loader reads of the rest, nor a byte of any other line', () => {
    const name = fc.constantFrom('A', 'B', 'AB', 'A_B')
    const value = fc.stringMatching(/^[ a-zA=#'"`\\\n\r]{0,12}$/)
    const line = fc.oneof(
      fc.tuple(name, fc.constantFrom('=', ' = ', ': '), value).map((parts) => parts.join('')),
      fc.stringMatching(/^[ #A=a'"]{0,10}$/),
    )
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        name,
        (lines, end, gone) => {
          const text = lines.join(end)
          const { rest, removed } = removeEntries(text, [gone])
          const expected = new Map(parseEntries(text))
          for (const each of removed) expected.delete(each)
          expect(new Map(parseEntries(rest))).toEqual(expected)
          expect(text.length - rest.length >= 0 && isLeftOf(rest, text)).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })
})

/** Whether taking one stretch out of `text` leaves `rest`. */
function isLeftOf(rest: string, text: string): boolean {
  let start = 0
  while (start < rest.length && rest[start] === text[start]) start += 1
  return text.endsWith(rest.slice(start))
}
