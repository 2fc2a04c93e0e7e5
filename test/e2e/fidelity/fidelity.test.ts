import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CASES } from './cases/all.ts'
import { SAME, type Tool } from './harness/tool.ts'
import { direct, makeWorkspace, removeWorkspace, sotto } from './harness/workspace.ts'

const TIMEOUT_MS = 120_000

let tool: Tool
let itself: Tool
beforeAll(async () => {
  const { folder, env } = await makeWorkspace()
  itself = direct(folder, env)
  tool = await sotto(folder, env)
})
afterAll(() => removeWorkspace(itself.cwd))

test('the cases are numbered 1 to 66', () => {
  expect(CASES.map(({ number }) => number)).toEqual(Array.from({ length: 66 }, (_, index) => index + 1))
})

describe.each(CASES)('$number $title', ({ observe, expected, own, lacking }) => {
  const reason = lacking?.()
  const skip = reason !== undefined
  test(`through sotto${skip ? ` (untested here: ${reason})` : ''}`, {
    timeout: TIMEOUT_MS,
    skip,
  }, async () => {
    expect(await observe(tool)).toEqual(expected === SAME ? await observe(itself) : expected)
  })
  if (own === undefined && expected !== SAME) {
    test('by itself', { timeout: TIMEOUT_MS }, async () => expect(await observe(itself)).toEqual(expected))
  }
})
