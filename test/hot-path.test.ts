import { isAscii } from 'node:buffer'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { BIN, ROOT, runBin } from './support/run-bin.ts'

/*
 * What `run` on the embedded store costs, in counts: clocks differ from machine to machine, these do not. A limit
 * that is reached is a question, not a wall: is what was added worth its place on every start?
 */

interface Observed {
  /** Files that our code opened before the target was started. */
  opened: readonly string[]
  /** Parts of Node that were loaded for it. */
  modules: readonly string[]
  /** Whether Node made a stream of our stderr, until the end. */
  isStderrMade: boolean
}

let observed: Observed
let forgetful: Observed
beforeAll(async () => {
  const home = mkdtempSync(join(tmpdir(), 'sotto-hot-'))
  mkdirSync(join(home, '.git'))
  writeFileSync(join(home, 'secrets.schema.json'), JSON.stringify(SCHEMA))
  for (const _ of ['checks the schema', 'fills the cache']) {
    expect(await runBin(['run', '--', 'true'], { home, env: { SOTTO_CODE_CACHE: '1' } })).toMatchObject({
      status: 0,
    })
  }
  observed = await observe(home, '1')
  forgetful = await observe(home, '0')
  rmSync(home, { recursive: true })
})

async function observe(home: string, cache: '0' | '1'): Promise<Observed> {
  const file = join(home, 'observed.json')
  const bin = join(import.meta.dirname, 'fixtures/observe-start.cjs')
  const env = { OBSERVED: file, SOTTO_CODE_CACHE: cache }
  expect(await runBin(['run', '--', 'true'], { home, bin, env })).toMatchObject({ status: 0, stderr: '' })
  return JSON.parse(readFileSync(file, 'utf8'))
}

function openedOfBuild({ opened }: Observed): string[] {
  const dist = join(dirname(BIN.built), '../dist')
  return opened.filter((path) => dirname(path) === dist).map((path) => basename(path))
}

test('of the build, only the launcher and the one hot file are read', () => {
  expect(openedOfBuild(observed).sort()).toEqual(['main.cjs', 'sotto.cjs'])
})

test('where nothing is remembered, one file more, which checks the schema', () => {
  const names = openedOfBuild(forgetful).map((name) => name.replace(/-\w{8}\.cjs$/, '.cjs'))
  expect(names.sort()).toEqual(['inspect-schema.cjs', 'main.cjs', 'sotto.cjs'])
})

test('the hot file stays small', () => {
  const size = (file: string) => statSync(join(ROOT, 'dist', file)).size
  expect(size('sotto.cjs')).toBeLessThan(14_000)
  expect(size('main.cjs')).toBeLessThan(200_000)
})

test('the build is ASCII, as its reader takes it to be', () => {
  const files = readdirSync(join(ROOT, 'dist')).map((name) => readFileSync(join(ROOT, 'dist', name)))
  expect(files.filter((bytes) => !isAscii(bytes))).toEqual([])
})

test('few files are opened before the target starts', () => {
  // How many descriptors there are to look at is the caller's doing.
  const files = observed.opened.filter((path) => !path.startsWith('/proc/'))
  expect(files.length, files.join('\n')).toBeLessThanOrEqual(12)
})

test('a silent target is waited for without a stream of our own', () => {
  expect(observed.isStderrMade).toBe(false)
})

test("no network, prompt, thread, account's name or second kind of cryptography is loaded", () => {
  const names = observed.modules.map((name) => name.replace(/^NativeModule /, ''))
  const unwanted = [
    'http',
    'https',
    'http2',
    'tls',
    'dns',
    'readline',
    'worker_threads',
    'fs/promises',
    'zlib',
    'inspector',
    'os',
  ]
  expect(names.filter((name) => unwanted.includes(name))).toEqual([])
  expect(names).not.toContain('internal/crypto/webcrypto')
  expect(names.length, names.join('\n')).toBeLessThanOrEqual(110)
})

test("a store's file loads no part of Node by itself: its connection is begun first", async () => {
  const stores = readdirSync(join(ROOT, 'dist')).filter((name) => name.startsWith('store-'))
  expect(stores.length).toBeGreaterThanOrEqual(3)
  const script = `
    import { createRequire } from 'node:module'
    import { createChunkLoader } from '${ROOT}/src/cli/launch/chunk-loader.ts'
    const load = createChunkLoader('${ROOT}/dist', createRequire(import.meta.url))
    load('./main.cjs')
    const before = new Set(process.moduleLoadList)
    for (const name of ${JSON.stringify(stores)}) load('./' + name)
    const loaded = process.moduleLoadList.filter((name) => !before.has(name))
    console.log(JSON.stringify(loaded.filter((name) => !name.includes('internal'))))
  `
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
  expect(JSON.parse(stdout)).toEqual([])
})

const SCHEMA = {
  version: 1,
  project: 'hot',
  environments: { dev: { class: 'development', default: true } },
  stores: { personal: { type: 'local' } },
  secrets: {
    SESSION_KEY: {
      locations: { dev: 'personal:session-key' },
      generate: { bytes: 32, encoding: 'base64url' },
    },
  },
}
