import { expect, test } from 'vitest'
import { describeUnexpected } from '../../src/cli/unexpected-error.ts'
import type { Context } from '../../src/services/context.ts'

const CANARY = 'canary-9f2e-never-shown'
const context = { invocation: 'npx sotto' } as Context

test.each([
  ['a message', new TypeError(CANARY)],
  [
    'a message of several lines that looks like a frame',
    new TypeError(`x\n    at (/a/src/${CANARY}.ts:1:1)`),
  ],
  ['a name', Object.assign(new Error('x'), { name: CANARY })],
  ['a class name', new { [`A${CANARY}`]: class extends Error {} }[`A${CANARY}`]!('x')],
  ['a cause', new Error('x', { cause: new Error(CANARY) })],
  ['a thrown text', CANARY],
  ['a stack of its own', Object.assign(new Error('x'), { stack: `Error: y\n at /src/${CANARY}.ts:1:1` })],
])('tells nothing of %s', (_where, thrown) => {
  const error = describeUnexpected(thrown, context)
  expect(error.code).toBe('INTERNAL')
  expect(JSON.stringify([error.message, error.suggestions, error.problems])).not.toContain('canary')
})

test('tells the class, the place in our own code, and how to report it', () => {
  let thrown: unknown
  try {
    JSON.parse(CANARY)
  } catch (error) {
    thrown = error
  }
  const error = describeUnexpected(thrown, context)
  expect(error.message).toContain('SyntaxError')
  expect(error.suggestions[0]).toContain('npx sotto --version --json')
})
