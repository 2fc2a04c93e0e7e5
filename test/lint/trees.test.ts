import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lintTree } from './lint-tree.ts'
import { readFiles } from './read-cases.ts'

const FOLDER = join(import.meta.dirname, 'trees')

/** By tree, each finding and why it is right. */
const EXPECTED: Record<string, Record<string, string>> = JSON.parse(
  readFileSync(join(FOLDER, 'expected.json'), 'utf8'),
)
const TREES = readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
)

/** Repositories as they usually look: what fires in them is right, and nothing else fires. */
describe('in a tree as people have them', () => {
  test.each(TREES)('%s', async (tree) => {
    const { 'secrets.schema.json': schema = '', ...files } = readFiles(join(FOLDER, tree))
    const findings = await lintTree(schema, files)
    expect(
      findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`).sort(),
    ).toEqual(Object.keys(EXPECTED[tree] ?? {}).sort())
  })

  test('every expectation gives its reason', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...TREES].sort())
    for (const reason of Object.values(EXPECTED).flatMap(Object.values)) expect(reason).toMatch(/^[A-Z].*\.$/)
  })
})
