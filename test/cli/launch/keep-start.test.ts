import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runBin } from '../../support/run-bin.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const cacheOf = (home: string) => join(home, '.cache/sotto/code')

async function filledCache() {
  const home = temporaryFolder()
  const first = await runBin(['--help'], { home })
  return { home, first, files: readdirSync(cacheOf(home)) }
}

test('one file for each file of the build that was loaded, and the second start says the same', async () => {
  const { home, first, files } = await filledCache()
  expect(files.map((file) => file.split('.cjs-')[0]).sort()).toContain('main')
  const before = files.map((file) => readFileSync(join(cacheOf(home), file)))
  expect(await runBin(['--help'], { home })).toEqual(first)
  expect(readdirSync(cacheOf(home))).toEqual(files)
  expect(files.map((file) => readFileSync(join(cacheOf(home), file)))).toEqual(before)
})

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['cut short', (bytes) => bytes.subarray(0, bytes.length / 3)],
  ['one byte short', (bytes) => bytes.subarray(1)],
  ['damaged in one bit', (bytes) => flip(bytes, Math.floor(bytes.length / 3))],
  ['damaged at its head', (bytes) => flip(bytes, 9)],
  ['of random bytes', (bytes) => Buffer.alloc(bytes.length, 0x5a)],
  ['empty', () => Buffer.alloc(0)],
])('a cache that is %s is replaced, and nobody notices', async (_how, damage) => {
  const { home, first, files } = await filledCache()
  const paths = files.map((file) => join(cacheOf(home), file))
  for (const path of paths) writeFileSync(path, damage(readFileSync(path)))
  expect(await runBin(['--help'], { home })).toEqual(first)
  expect(paths.map((path) => isWhole(readFileSync(path)))).toEqual(paths.map(() => true))
})

test.each<[string, Record<string, string>, boolean]>([
  ['by the variable', { SOTTO_CODE_CACHE: '0' }, false],
  ['in CI', { CI: 'true' }, false],
  ['in CI that asks for it', { CI: 'true', SOTTO_CODE_CACHE: '1' }, true],
])('on and off: %s', async (_how, env, expected) => {
  const home = temporaryFolder()
  expect((await runBin(['--version'], { home, env })).status).toBe(0)
  expect(existsSync(cacheOf(home))).toBe(expected)
})

test('a run that finds out that the schema is right leaves the cache to the next one', async () => {
  const home = repositoryHome()
  const names = async () => {
    expect(await runBin(['run', '--', 'true'], { home })).toMatchObject({ status: 0, stderr: '' })
    return readdirSync(cacheOf(home)).map((file) => file.split(/\.cjs-|-/)[0])
  }
  expect(await names()).toEqual(['schema'])
  expect(await names()).toEqual(['main', 'schema'])
})

test.runIf(process.platform === 'linux')('a run that its target replaces leaves its cache too', async () => {
  const home = repositoryHome()
  for (const _ of ['finds out', 'keeps']) {
    expect(await runBin(['run', '--no-redact', '--', 'true'], { home })).toMatchObject({
      status: 0,
      stderr: '',
    })
  }
  expect(readdirSync(cacheOf(home)).map((file) => file.split('.cjs-')[0])).toContain('main')
})

test('a slip of the tongue leaves no file', async () => {
  const home = temporaryFolder()
  expect((await runBin(['no-such-command'], { home })).status).toBe(64)
  expect(readdirSync(cacheOf(home))).toEqual([])
})

/** A home that is a repository with a schema, too. */
function repositoryHome(): string {
  const home = temporaryFolder()
  mkdirSync(join(home, '.git'))
  const schema = {
    version: 1,
    project: 'a',
    environments: { dev: { class: 'development', default: true } },
    secrets: {},
  }
  writeFileSync(join(home, 'secrets.schema.json'), JSON.stringify(schema))
  return home
}

/** The same twice: see code-cache.ts. */
function isWhole(bytes: Buffer): boolean {
  return bytes.length > 0 && bytes.subarray(0, bytes.length / 2).equals(bytes.subarray(bytes.length / 2))
}

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at]! ^= 0xff
  return copy
}
