import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitArguments } from '../../src/cli/passthrough.ts'

test('cuts at the first -- and keeps every later one', () => {
  expect(splitArguments(['run', '--env', 'dev', '--', 'a', '--', '', 'a'])).toEqual({
    own: ['run', '--env', 'dev'],
    target: ['a', '--', '', 'a'],
  })
})

test('tells no target from an empty one', () => {
  expect(splitArguments(['run']).target).toBeUndefined()
  expect(splitArguments(['run', '--']).target).toEqual([])
})

test('keeps order, duplicates and empty words of any target', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('--', '', '--help', '-e', 'a'))
  fc.assert(
    fc.property(fc.array(word.filter((text) => text !== '--')), fc.array(word), (own, target) => {
      expect(splitArguments([...own, '--', ...target])).toEqual({ own, target })
    }),
  )
})
