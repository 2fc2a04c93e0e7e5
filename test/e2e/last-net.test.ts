import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { layRepository, personalSchema } from '../support/repository.ts'

const WORD = 'word-c4n4ry-invented'
const FAULTY = join(import.meta.dirname, '../fixtures/store-that-tells.ts')

test.each([
  ['run', ['run', '--', 'true']],
  ['run that does not redact', ['run', '--no-redact', '--', 'true']],
  ['check', ['check']],
  ['check --json', ['check', '--json']],
  ['explain', ['explain', 'OLD_KEY']],
  ['explain --json', ['explain', 'OLD_KEY', '--json']],
  ['set', ['set', 'NEW_KEY']],
  ['import', ['import', '.env']],
  ['whoami', ['whoami']],
  ['whoami --json', ['whoami', '--json']],
])('a bug that prints a value prints a mark: %s', async (_, args) => {
  const { sotto, root } = layRepository(personalSchema({ OLD_KEY: {}, NEW_KEY: { requiredIn: [] } }))
  expect((await sotto(['set', 'OLD_KEY'], { input: WORD })).status).toBe(0)
  writeFileSync(join(root, '.env'), `NEW_KEY=${WORD}\n`)
  const { stdout, stderr } = await sotto(args, { bin: FAULTY, input: WORD, env: { TOLD: WORD } })
  const seen = stdout + stderr
  expect(seen).toMatch(/It said \[redacted\], also \[redacted\]/)
  expect(seen).not.toContain(WORD)
  expect(seen).not.toContain(Buffer.from(WORD).toString('base64'))
  if (args.includes('--json')) expect(() => JSON.parse(stdout)).not.toThrow()
})
