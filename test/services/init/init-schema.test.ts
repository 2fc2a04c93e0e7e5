import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Context } from '../../../src/services/context.ts'
import { initSchema } from '../../../src/services/init/init-schema.ts'
import { layRepository, personalSchema } from '../../support/repository.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { TREES, type Tree } from './trees.ts'

describe('init on a tree', () => {
  const counts = { right: 0, wrong: 0, missed: 0 }

  test.each(Object.entries(TREES))('%s', async (_, tree) => {
    const root = lay(tree)
    const { secrets } = await initSchema({ cwd: root } as Context)
    const found = secrets.map(({ name }) => name)
    counts.right += found.filter((name) => tree.secrets.includes(name)).length
    counts.wrong += found.filter((name) => !tree.secrets.includes(name)).length
    counts.missed += tree.secrets.filter((name) => !found.includes(name)).length
    expect(found).toEqual([...tree.secrets].sort())
    expect(readFileSync(join(root, 'secrets.schema.json'), 'utf8')).not.toMatch(/invented/)
  })

  test('precision and recall over all trees', () => {
    const { right, wrong, missed } = counts
    console.log(
      `init: precision ${right / (right + wrong)}, recall ${right / (right + missed)}, ${right} names`,
    )
    expect(right).toBeGreaterThan(30)
  })
})

test('takes dotenv files that git ignores, and nothing else that it ignores', async () => {
  const root = lay({
    files: { '.env': 'A_TOKEN=x', 'local.js': 'process.env.B_TOKEN', '.gitignore': '.env\nlocal.js\n' },
    secrets: [],
  })
  execFileSync('git', ['init', '-q'], { cwd: root })
  const { secrets, dotenvFiles } = await initSchema({ cwd: root } as Context)
  expect(secrets).toEqual([{ name: 'A_TOKEN', file: '.env' }])
  expect(dotenvFiles).toEqual(['.env'])
})

test('never overwrites a schema', async () => {
  const root = lay({ files: { 'secrets.schema.json': 'mine' }, secrets: [] })
  await expect(initSchema({ cwd: root } as Context)).rejects.toMatchObject({ code: 'USAGE' })
  expect(readFileSync(join(root, 'secrets.schema.json'), 'utf8')).toBe('mine')
})

describe('where the schema is written', () => {
  const layNested = () => {
    const repository = layRepository(personalSchema({}))
    mkdirSync(join(repository.root, 'web'))
    writeFileSync(join(repository.root, 'web/.env'), 'A_TOKEN=x')
    return { ...repository, web: join(repository.root, 'web') }
  }

  test('the path that --schema names', async () => {
    const { root, sotto } = layRepository()
    mkdirSync(join(root, 'config'))
    const { status, stdout } = await sotto(['init', '--schema', 'config/needs.json'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/ check --schema config\/needs\.json\n/)
    expect(JSON.parse(readFileSync(join(root, 'config/needs.json'), 'utf8'))).toMatchObject({ version: 1 })
    expect(existsSync(join(root, 'secrets.schema.json'))).toBe(false)
  })

  test('never into a folder that is not there', async () => {
    const { root, sotto } = layRepository()
    const { status, stderr } = await sotto(['init', '--schema', 'nowhere/needs.json'])
    expect(status).toBe(64)
    expect(stderr).toContain(`${join(root, 'nowhere/needs.json')} cannot be written`)
  })

  test('not below a schema that it would hide, unless that is meant', async () => {
    const { root, web, sotto } = layNested()
    const refused = await sotto(['init'], { cwd: web })
    expect(refused).toMatchObject({ status: 64, stdout: '' })
    expect(refused.stderr).toContain(`${join(root, 'secrets.schema.json')} is the schema of this folder`)
    expect(refused.stderr).toMatch(/ init --schema secrets\.schema\.json\n/)
    expect(existsSync(join(web, 'secrets.schema.json'))).toBe(false)
    expect((await sotto(['init', '--schema', 'secrets.schema.json'], { cwd: web })).status).toBe(0)
    const { secrets } = JSON.parse(readFileSync(join(web, 'secrets.schema.json'), 'utf8'))
    expect(Object.keys(secrets)).toEqual(['A_TOKEN'])
  })
})

function lay({ files }: Tree): string {
  const root = temporaryFolder()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}
