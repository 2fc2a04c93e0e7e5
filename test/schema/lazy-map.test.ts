import { expect, test } from 'vitest'
import { LazyMap } from '../../src/schema/lazy-map.ts'

test('a value is made once, when it is asked for', () => {
  const made: string[] = []
  const map = new LazyMap<string, number, string>(
    [
      ['a', 1],
      ['b', 2],
    ],
    (source, key) => {
      made.push(key)
      return `${key}${source}`
    },
  )
  expect([map.size, map.has('a'), map.has('c'), [...map.keys()], made]).toEqual([
    2,
    true,
    false,
    ['a', 'b'],
    [],
  ])
  expect([map.get('b'), map.get('b'), map.get('c'), made]).toEqual(['b2', 'b2', undefined, ['b']])
  expect([[...map], [...map.values()], [...map.entries()]]).toEqual([
    [
      ['a', 'a1'],
      ['b', 'b2'],
    ],
    ['a1', 'b2'],
    [
      ['a', 'a1'],
      ['b', 'b2'],
    ],
  ])
  const seen: string[] = []
  map.forEach((value, key, whole) => void seen.push(`${key} ${value} ${whole === map}`))
  expect([seen, made]).toEqual([
    ['a a1 true', 'b b2 true'],
    ['b', 'a'],
  ])
})
