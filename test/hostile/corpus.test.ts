import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attack, Recipe } from './attacks/attack.ts'
import { type Laboratory, openLaboratory } from './laboratory.ts'
import { contentOf, corpusFiles, expectations } from './make-corpus.ts'

const CORPUS = join(import.meta.dirname, 'corpus')
const expected = JSON.parse(await readFile(join(CORPUS, 'expected.json'), 'utf8')) as Record<
  string,
  Pick<Attack, 'exit' | 'rule'>
>
/** The user of the production attacks has approved their stores: the locks must do without trust. */
const APPROVING = { approve: [{ type: 'aws-secrets-manager', container: { account: '*' } }] }

describe('hostile schemas', () => {
  let laboratory: Laboratory
  beforeAll(async () => {
    laboratory = await openLaboratory()
  })
  afterAll(async () => {
    const { requests } = laboratory
    await laboratory.close()
    expect(requests).toEqual([])
  })

  test('are 250 files or more, all of them as the script makes them', async () => {
    const files = corpusFiles()
    expect(files.size).toBeGreaterThanOrEqual(250)
    expect(await readFile(join(CORPUS, 'expected.json'), 'utf8')).toBe(expectations())
    for (const [file, attack] of files) {
      expect(await readFile(join(CORPUS, file), 'utf8'), file).toBe(contentOf(attack))
    }
    const there = await readdir(CORPUS, { recursive: true, withFileTypes: true })
    expect(there.filter((entry) => entry.isFile())).toHaveLength(files.size + 1)
  })

  test.concurrent.each(Object.entries(expected))('%s: %o', async (file, { exit, rule }) => {
    const text = await readAttack(file)
    const settings = file.startsWith('stores/production-') ? APPROVING : undefined
    const { stdout, output, executed, ...seen } = await laboratory.observe(
      (root) => writeFile(join(root, 'secrets.schema.json'), text),
      ['run', '--', 'target'],
      { settings },
    )
    expect({ exit: seen.exit, output }).toEqual({ exit, output: expect.stringContaining(rule) })
    expect(stdout).toBe('')
    expect(output).not.toMatch(/[^\n\P{Cc}]/u)
    expect(executed).toEqual([])
    expect(laboratory.requests).toEqual([])
  })
})

async function readAttack(file: string): Promise<string> {
  const text = await readFile(join(CORPUS, file), 'utf8')
  if (!file.endsWith('.recipe.json')) return text
  return (JSON.parse(text) as Recipe).map(({ piece, times }) => piece.repeat(times)).join('')
}
