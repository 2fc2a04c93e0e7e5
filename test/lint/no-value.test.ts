import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LINT_FORMATS, renderLint } from '../../src/cli/render/lint.ts'
import { CANARIES } from './canaries.ts'
import { lintTree } from './lint-tree.ts'
import { plant, plantInReadable } from './planted-tree.ts'
import { reportOf } from './sample-report.ts'

/** What values are made of, without the letters that stand in our own words for 6 characters in a row. */
const ALPHABET = 'QZXJKVWqzxjkvw7391_-+/=.:@#$%&*!?~^'
const arbitrary = fc
  .array(fc.constantFrom(...ALPHABET), { minLength: 6, maxLength: 64 })
  .map((parts) => parts.join(''))
const { password, ...tokens } = CANARIES
const recognisable = fc.constantFrom(...Object.values(tokens))

test.each([
  [
    'arbitrary values',
    fc.oneof(arbitrary, fc.constant(password ?? '')).map((value) => ({ value, tree: plant(value) })),
  ],
  [
    'values in a schema that can be read',
    arbitrary.map((value) => ({ value, tree: plantInReadable(value) })),
  ],
  ['credentials, in place of names too', recognisable.map((value) => ({ value, tree: plant(value, value) }))],
])('no report in any form holds 6 characters in a row of %s', async (_, planted) => {
  const rules = new Set<string>()
  await fc.assert(
    fc.asyncProperty(planted, async ({ value, tree }) => {
      const findings = await lintTree(tree.schema, tree.files)
      for (const { rule } of findings) rules.add(rule)
      for (const format of LINT_FORMATS) {
        const report = { ...reportOf(findings), rules: [] }
        const text = await renderLint(report, format, { columns: 80, colour: false, version: '1' })
        expect(runsOf(value).filter((run) => text.includes(run))).toEqual([])
      }
    }),
    { numRuns: 100 },
  )
  expect(rules.size).toBeGreaterThan(12)
})

function runsOf(text: string): readonly string[] {
  return Array.from({ length: text.length - 5 }, (_, start) => text.slice(start, start + 6))
}
