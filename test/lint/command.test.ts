import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runBin } from '../support/run-bin.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { CLEAN, makeRepository, writeFiles } from './repository.ts'
import { LEAK, lint } from './run-lint.ts'

describe('lint', () => {
  test('ends with 0 and says so when there is nothing to find', async () => {
    const { status, stdout, stderr } = await runBin(['lint'], {
      home: temporaryFolder(),
      cwd: makeRepository(),
    })
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: 'Found nothing. 3 tracked files considered.\n',
      stderr: '',
    })
  })

  test('ends with 1 on an error and with 0 on a warning', async () => {
    const folder = makeRepository({ 'a.ts': LEAK })
    expect(await lint(folder)).toMatchObject({ status: 1, places: ['a.ts:1:16 repo/secret-in-file'] })
    const warned = makeRepository({ 'a.ts': 'console.log(process.env)\n' })
    expect(await lint(warned)).toMatchObject({ status: 0, places: ['a.ts:1:1 code/env-logged'] })
  })

  test('finds from any folder of the repository, and names files from its root', async () => {
    const folder = makeRepository({ 'web/src/a.ts': LEAK })
    expect((await lint(join(folder, 'web/src'))).places).toEqual(['web/src/a.ts:1:16 repo/secret-in-file'])
  })

  test('a broken schema is findings, and the other rules have their say', async () => {
    const folder = makeRepository({ 'secrets.schema.json': '{ "version": 1,, }', 'a.ts': LEAK })
    expect(await lint(folder)).toMatchObject({
      status: 1,
      places: [
        'a.ts:1:16 repo/secret-in-file',
        'secrets.schema.json:1:16 schema/parse',
        'src/shop.ts:1:21 code/undeclared',
      ],
    })
  })

  test('says nothing untrue of files that git does not track yet', async () => {
    const folder = temporaryFolder()
    execFileSync('git', ['init', '-q'], { cwd: folder })
    writeFiles(folder, CLEAN)
    const { stdout } = await runBin(['lint'], { home: temporaryFolder(), cwd: folder })
    const said = stdout.replaceAll(/\s+/g, ' ')
    expect(said).toContain('No file that git tracks reads DATABASE_URL.')
    expect(said).toContain('No .gitignore that git tracks covers .env, .env.local, .env.development.local.')
  })

  test('without a schema it cannot run', async () => {
    const folder = makeRepository()
    rmSync(join(folder, 'secrets.schema.json'))
    expect(await lint(folder)).toMatchObject({ status: 66, report: undefined })
  })

  test('outside of git it judges the schema and says that it did no more', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { ...CLEAN, 'a.ts': LEAK })
    const { status, stdout } = await runBin(['lint'], { home: temporaryFolder(), cwd: folder })
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: 'Found nothing. Not a git repository: the schema alone was judged.\n',
    })
  })

  test('where git fails it refuses rather than find nothing', async () => {
    const folder = makeRepository()
    writeFileSync(join(folder, '.git/index'), 'broken')
    const { status, stderr } = await lint(folder)
    expect(status).toBe(78)
    expect(stderr).toContain('git could not list what it tracks')
  })

  test('a misspelt format is a usage error', async () => {
    expect(
      (await runBin(['lint', '--format', 'xml'], { home: temporaryFolder(), cwd: makeRepository() })).status,
    ).toBe(64)
  })

  test('reads no standard input', async () => {
    const { status } = await runBin(['lint'], {
      home: temporaryFolder(),
      cwd: makeRepository(),
      input: 'a.ts\n',
    })
    expect(status).toBe(0)
  })
})

describe('what a team settles', () => {
  const settled = (lintSettings: object, files: Record<string, string> = {}) => {
    const schema = JSON.parse(CLEAN['secrets.schema.json']!)
    return makeRepository({
      'secrets.schema.json': JSON.stringify({ ...schema, lint: lintSettings }),
      'a.ts': LEAK,
      ...files,
    })
  }
  const suppress = (over: object) =>
    settled({ suppress: [{ rule: 'repo/secret-in-file', reason: 'invented', until: '2999-12-31', ...over }] })

  test('severities: a warning lets the build pass, off with a reason finds nothing', async () => {
    expect(await lint(settled({ rules: { 'repo/secret-in-file': 'warning' } }))).toMatchObject({
      status: 0,
      places: [expect.any(String)],
    })
    expect(
      await lint(
        settled({ rules: { 'repo/secret-in-file': { severity: 'off', reason: 'by another tool' } } }),
      ),
    ).toMatchObject({ status: 0, places: [] })
    expect((await lint(settled({ rules: { 'repo/secret-in-file': 'off' } }))).places).toContainEqual(
      expect.stringContaining('schema/parse'),
    )
  })

  test('suppressions cover a rule, a file, a folder', async () => {
    expect((await lint(suppress({}))).places).toEqual([])
    expect((await lint(suppress({ file: 'a.ts' }))).places).toEqual([])
    expect((await lint(suppress({ file: '**/*.ts' }))).places).toEqual([])
    expect((await lint(suppress({ rule: 'repo/*', file: 'a.*' }))).places).toEqual([])
    expect((await lint(suppress({ file: 'b.ts' }))).places).toHaveLength(1)
    expect((await lint(suppress({ rule: 'code/unused' }))).places).toHaveLength(1)
    expect((await lint(suppress({ secret: 'DATABASE_URL' }))).places).toHaveLength(1)
  })

  test('what is suppressed in one place is still found in the next', async () => {
    const reads = { 'a.ts': 'process.env.STRIPE_KEY\n', 'b.ts': 'process.env.STRIPE_KEY\n' }
    const accepted = { rule: '**', file: 'a.ts', reason: 'invented', until: '2999-12-31' }
    expect((await lint(settled({}, reads))).places).toEqual(['a.ts:1:13 code/undeclared'])
    expect((await lint(settled({ suppress: [accepted] }, reads))).places).toEqual([
      'b.ts:1:13 code/undeclared',
    ])
  })

  test('a suppression ends, and the finding says that it was one', async () => {
    const { status, report } = await lint(suppress({ until: '2020-01-31' }))
    expect(status).toBe(1)
    expect(report.findings[0].hint).toMatch(/It was suppressed until 2020-01-31\.$/)
  })
})

test('a fingerprint stays while lines move, and tells two findings of one file apart', async () => {
  const marks = async (text: string) =>
    (await lint(makeRepository({ 'a.ts': text }))).report.findings.map(
      (one: { fingerprint: string }) => one.fingerprint,
    )
  const before = await marks(LEAK + LEAK)
  expect(new Set(before).size).toBe(2)
  expect(await marks(`\n\n${LEAK}\n${LEAK}`)).toEqual(before)
})
