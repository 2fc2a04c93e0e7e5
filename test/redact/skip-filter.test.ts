import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Matcher, StreamMatcher } from '../../src/redact/matcher.ts'
import { SkipFilter } from '../../src/redact/skip-filter.ts'

const TOKEN = 'canary-0123456789'
const SIZE = 4096

const filterFor = (...texts: string[]) =>
  new SkipFilter(texts.map((text) => ({ text, name: 'TOKEN', publicLength: 0, lineBreaks: 0 })))

const candidates = (filter: SkipFilter, text: string, room = 128) => {
  const count = filter.search(Buffer.from(text, 'latin1'), room)
  return count < 0 ? undefined : [...filter.found.subarray(0, count)]
}

/** `SIZE` bytes that hold no part of the token, with `text` at `position`. */
const around = (text: string, position: number) =>
  'xyz|'.repeat(SIZE / 4).slice(0, position) + text + 'xyz|'.repeat(SIZE / 4).slice(position + text.length)

const put = (text: string, what: string, at: number) =>
  text.slice(0, at) + what + text.slice(at + what.length)

/** Digits that look random, and are the same each time. */
const hex = (seed: string, length: number) =>
  createHash('shake256', { outputLength: Math.ceil(length / 2) })
    .update(seed)
    .digest('hex')
    .slice(0, length)

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the skip filter', () => {
  test('has a window as long as the shortest pattern, 32 at most', () => {
    expect(filterFor(TOKEN, 'nine-char').window).toBe(9)
    expect(filterFor('a'.repeat(33)).window).toBe(32)
  })

  test('finds nothing where nothing is', () => {
    expect(candidates(filterFor(TOKEN), around('', 0))).toEqual([])
    expect(candidates(filterFor(TOKEN), ' '.repeat(SIZE))).toEqual([])
    expect(candidates(filterFor(TOKEN), '\xc3\xa9'.repeat(SIZE / 2))).toEqual([])
  })

  test('finds the end of a window at every position, and little else', () => {
    const filter = filterFor(TOKEN)
    for (let position = 0; position + TOKEN.length <= SIZE; position++) {
      expect(candidates(filter, around(TOKEN, position))).toEqual([position + TOKEN.length - 1])
    }
  })

  test.each([
    ['nothing of a value', around('', 0)],
    [
      'a value in each quarter',
      [100, 1100, 2100, 3100].reduce((text, at) => put(text, TOKEN, at), around('', 0)),
    ],
    ['a gap here and there', around('', 0).replaceAll('xyz|xyz|xyz|', 'xyz|xy |xyz|')],
  ])('leaps nearly all of a text with %s', (_what, text) => {
    const filter = filterFor(TOKEN)
    candidates(filter, text)
    // What the quickest cursor leaves of the other three, and three to end with.
    expect(filter.moves).toBeLessThan(40)
  })

  test('moves by itself where one block has two gaps', () => {
    const filter = filterFor(TOKEN)
    candidates(filter, 'x '.repeat(SIZE / 2))
    expect(filter.moves).toBeGreaterThan(100)
  })

  test.each([
    ['in upper case', TOKEN.toUpperCase()],
    ['with a space after each byte', [...TOKEN].join(' ')],
    ['with two', [...TOKEN].join('  ')],
    ['with a gap before its last byte', `${TOKEN.slice(0, -1)}\n${TOKEN.slice(-1)}`],
    ['with a gap before its last two', `${TOKEN.slice(0, -2)}\n${TOKEN.slice(-2)}`],
    ['with a gap before its last three', `${TOKEN.slice(0, -3)}\n${TOKEN.slice(-3)}`],
    ['with a gap before its last four', `${TOKEN.slice(0, -4)}\n${TOKEN.slice(-4)}`],
    ['with a long gap before its last three', `${TOKEN.slice(0, -3)}${' '.repeat(200)}${TOKEN.slice(-3)}`],
    [
      'with a gap before its last byte across which nobody looks back',
      `${TOKEN.slice(0, -1)}${' '.repeat(33)}${TOKEN.slice(-1)}`,
    ],
  ])('finds a window %s', (_how, text) => {
    for (const position of [0, 1, 2, 3, 1000, 2040, 3000, SIZE - text.length]) {
      expect(candidates(filterFor(TOKEN), around(text, position))).toContain(position + text.length - 1)
    }
  })

  test('finds a window across any gaps in its last bytes', () => {
    const filter = filterFor(TOKEN)
    const gaps = ['', '\0', '\t', '\n', '\r', '\x1f', ' ']
    const threes = gaps.flatMap((one) => gaps.flatMap((two) => gaps.map((three) => [one, two, three])))
    for (const [first, second, third] of threes) {
      for (const cut of [1, 2, 3, 4]) {
        const text = `${TOKEN.slice(0, -cut - 1)}${first}${TOKEN.at(-cut - 1)}${second}${third}${TOKEN.slice(-cut)}`
        expect(candidates(filter, around(text, 1001))).toEqual([1000 + text.length])
        const together = `${TOKEN.slice(0, -cut)}${first}${second}${third}${TOKEN.slice(-cut)}`
        expect(candidates(filter, around(together, 1001))).toEqual([1000 + together.length])
      }
    }
  })

  test.each([
    ['one block, which is not enough', TOKEN.slice(-4), false],
    ['one block and a gap', `5 ${TOKEN.slice(-4)}`, false],
    ['two blocks', TOKEN.slice(-8), true],
    ['two blocks with gaps', '23\n4 5 6\t789', true],
  ])('finds the end of a window by %s', (_what, text, isFound) => {
    const filter = filterFor(TOKEN)
    // Most ends are jumped over, as there is no window; at one position in fourteen the end is looked at.
    const found = Array.from({ length: 14 }, (_, at) => candidates(filter, around(text, 1000 + at)))
    expect(found.some((ends) => ends?.length === 1)).toBe(isFound)
  })

  test('looks back far enough to pass over what is spaced like a value and is none', () => {
    const filter = filterFor(TOKEN)
    const spaced = [...'abcdefgh6789'].join('   ')
    const found = Array.from({ length: 40 }, (_, at) => candidates(filter, around(spaced, 1000 + at)))
    expect(found.flat()).toEqual([])
    expect(candidates(filter, `${' '.repeat(SIZE - 1)}9`)).toEqual([SIZE - 1])
  })

  test.each([' ', '!', '\x7f', '\x80', '\xff'])('has no gap at any byte above a space: %j', (byte) => {
    const value = `${byte}01${byte}${byte}234${byte}567${byte}${byte}89`
    const filter = filterFor(value.replaceAll(' ', ''))
    for (let position = 0; position < 60; position++) {
      expect(candidates(filter, around(value, position))).toContain(position + value.length - 1)
      const far = [...value].join(' '.repeat(40))
      expect(candidates(filter, around(far, position))).toContain(position + far.length - 1)
      const apart = [...value].join(' ')
      expect(candidates(filter, around(apart, position))).toContain(position + apart.length - 1)
    }
  })

  test('finds windows too short for two blocks by one', () => {
    expect(candidates(filterFor('1234567'), around('1234567', 1000))).toEqual([1006])
  })

  test('walks only where more than a block stands in some window', () => {
    const filter = filterFor(...Array.from({ length: 500 }, (_, index) => hex(`pattern ${index}`, 16)))
    // Of four digits one in ten stands in some window; the filter looks at a hundred blocks for each of these.
    candidates(filter, hex('text', 60_000))
    expect(filter.moves).toBeLessThan(150)
    const spaced = hex('text', 60_000).replace(/.{6}/g, '$& ').slice(0, 60_000)
    candidates(filter, spaced)
    expect(filter.moves).toBeLessThan(300)
  })

  test('finds the end of a window among many, with gaps in it and around it, wherever it stands', () => {
    const texts = Array.from({ length: 40 }, (_, index) => hex(`pattern ${index}`, 12 + (index % 7)))
    const filter = filterFor(...texts)
    const gap = fc.stringMatching(/^[ \t\n\0]{0,3}$/)
    const gaps = fc.array(fc.tuple(fc.nat(11), gap), { maxLength: 4 })
    const digits = fc.stringMatching(/^[0-9a-f \n]{0,40}$/)
    fc.assert(
      fc.property(fc.constantFrom(...texts), gaps, digits, digits, (text, between, before, after) => {
        const window = [...text.slice(0, filter.window)]
        for (const [at, space] of between) window[at] = space + window[at]
        const start = `${before}|${before}${after}`
        const end = start.length + window.join('').length - 1
        expect(candidates(filter, `${start}${window.join('')}${after}`)).toContain(end)
      }),
      { numRuns: 2000 },
    )
  })

  test('finds them in order, in every quarter', () => {
    const positions = [40, 900, 1100, 1900, 2200, 3000, 3100, 4000]
    const text = positions.reduce((all, at) => put(all, TOKEN, at), around('', 0))
    expect(candidates(filterFor(TOKEN), text)).toEqual(positions.map((at) => at + TOKEN.length - 1))
  })

  test.each([0, 1, 2, 3])('gives up when the room is too small for what is in quarter %i', (quarter) => {
    const begin = (quarter * SIZE) / 4
    const crowded = around(TOKEN.repeat(6), begin + 200)
    expect(candidates(filterFor(TOKEN), crowded, 5)).toBeUndefined()
    expect(candidates(filterFor(TOKEN), crowded, 10)).toHaveLength(6)
  })

  test.each([
    ['nothing that a window holds', 'xyz|', 3],
    ['the beginning of one', 'canary-0', 8],
    ['a whole one', TOKEN, TOKEN.length],
    ['a beginning with gaps', 'ca na\nry-0', 8],
    ['too few bytes that count', ' '.repeat(40), TOKEN.length - 1],
  ])('tells how much at the end may begin a window: %s', (_what, end, begun) => {
    const filter = filterFor(TOKEN)
    candidates(filter, `${around('', 0)}${end}`)
    expect(filter.begun).toBe(begun)
  })

  test('is made once for all streams, and asked where much comes at once', () => {
    const matcher = new Matcher({
      long: [{ text: TOKEN, name: 'TOKEN', publicLength: 0, lineBreaks: 0 }],
      short: [],
    })
    expect(matcher.filter).toBeInstanceOf(SkipFilter)
    expect(matcher.filter).toBe(matcher.filter)
    new StreamMatcher(matcher).read(Buffer.alloc(1023), 0)
    expect(matcher.filter?.moves).toBe(0)
    new StreamMatcher(matcher).read(Buffer.alloc(1024), 0)
    expect(matcher.filter?.moves).toBeGreaterThan(0)
  })

  test('is left where a chunk is full of near misses', () => {
    const search = vi.spyOn(SkipFilter.prototype, 'search')
    const matcher = new Matcher({
      long: [{ text: TOKEN, name: 'TOKEN', publicLength: 0, lineBreaks: 0 }],
      short: [],
    })
    const near = `.${TOKEN.slice(1)}`
    const stream = new StreamMatcher(matcher)
    stream.read(Buffer.from(`${near.repeat(200)}${TOKEN}${near.repeat(20)}`), 0)
    expect(search.mock.results.map(({ value }) => value)).toEqual([-1])
    const start = 200 * near.length
    expect(stream.occurrences.take(Infinity)).toEqual([{ start, end: start + TOKEN.length, name: 'TOKEN' }])
  })

  test('takes nothing for text that stood there before', () => {
    const filter = filterFor(TOKEN)
    for (let length = 100; length < 200; length++) {
      const whole = around(TOKEN, length - TOKEN.length + 1).slice(0, length + 1)
      expect(candidates(filter, whole)).toEqual([length])
      expect(candidates(filter, whole.slice(0, -1))).toEqual([])
    }
  })

  test('takes text shorter than a window', () => {
    expect(candidates(filterFor(TOKEN), 'canary')).toEqual([])
    expect(candidates(filterFor(TOKEN), '')).toEqual([])
  })
})
