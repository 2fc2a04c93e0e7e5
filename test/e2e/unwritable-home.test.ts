import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { layRepository, personalSchema } from '../support/repository.ts'
import { BIN } from '../support/run-bin.ts'

const SCHEMA = personalSchema({ API_KEY: {}, SESSION_KEY: { generate: { bytes: 16, encoding: 'hex' } } })
const RUN = ['run', '--only', 'SESSION_KEY', '--', 'echo', 'started']

/** Runs the built CLI with a deadline: what waits in the system for ever hears no gentler signal. */
function sotto(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  return spawnSync(process.execPath, [BIN.built, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    input: 'canary',
    encoding: 'utf8',
    timeout: 15_000,
    killSignal: 'SIGKILL',
    detached: true,
  } as Parameters<typeof spawnSync>[2] & { encoding: 'utf8' })
}

const COMMANDS = [RUN, ['check'], ['set', 'API_KEY'], ['import', '.env']]

// Below /proc a folder says that it is not there, and is.
describe.runIf(process.platform === 'linux')('a home that takes no folders', () => {
  test.each(COMMANDS.map((args) => [args]))('ends %j at once, and is named', (args) => {
    const { root } = layRepository(SCHEMA)
    writeFileSync(join(root, '.env'), 'API_KEY=canary\n')
    const { status, stdout, stderr } = sotto(args, root, { HOME: '/proc/1' })
    expect({ status, stdout }).toEqual({ status: 78, stdout: '' })
    expect(stderr).toBe(
      'sotto: Approvals cannot be kept in /proc/1/.local/state/sotto: /proc/1 takes no folders (ENOENT).\n' +
        'Try:\n  ls -ld /proc/1\n  export HOME=/path/to/a/folder\n',
    )
  })

  test.each([['lint'], ['explain', 'API_KEY'], ['docs'], ['trust', '--print']])(
    'does not hold up what keeps nothing: %s %s',
    (...args) => {
      const { root } = layRepository(SCHEMA)
      expect([0, 1]).toContain(sotto(args.filter(Boolean), root, { HOME: '/proc/1' }).status)
    },
  )

  test('is done without where it is only the cache', () => {
    const { root, home } = layRepository(SCHEMA)
    const { status, stdout } = sotto(RUN, root, { HOME: home, XDG_CACHE_HOME: '/proc/1' })
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'started\n' })
  })

  test.each([[RUN], [['set', 'API_KEY']]])('is named where it is only the data: %j', (args) => {
    const { root, home } = layRepository(SCHEMA)
    const { status, stderr } = sotto(args, root, { HOME: home, XDG_DATA_HOME: '/proc/1' })
    expect(status).toBe(78)
    expect(stderr).toContain(
      '/proc/1/sotto/local/shop.jwe cannot be used: /proc/1 takes no folders (ENOENT).\n' +
        'Try: ls -ld /proc/1, or export XDG_DATA_HOME=/path/to/a/folder\n',
    )
  })

  test('is named where it is only the state', () => {
    const { root, home } = layRepository(SCHEMA)
    const { status, stderr } = sotto(RUN, root, { HOME: home, XDG_STATE_HOME: '/proc/1' })
    expect(status).toBe(78)
    expect(stderr).toContain('Try:\n  ls -ld /proc/1\n  export XDG_STATE_HOME=/path/to/a/folder\n')
  })
})

test('a file in the place of the home is named', () => {
  const { root, home } = layRepository(SCHEMA)
  const file = join(home, 'file')
  writeFileSync(file, '')
  const { status, stderr } = sotto(RUN, root, { HOME: file })
  expect(status).toBe(78)
  expect(stderr).toContain(`${file} is no folder (ENOTDIR).\nTry:\n  ls -ld ${file}\n`)
})

test('check calls a file in the place of the data misconfigured, and says what to type', () => {
  const { root, home } = layRepository(SCHEMA)
  const file = join(home, 'file')
  writeFileSync(file, '')
  const { status, stdout } = sotto(['check', '--json'], root, { HOME: home, XDG_DATA_HOME: file })
  expect(status).toBe(1)
  expect(JSON.parse(stdout).secrets[0]).toMatchObject({
    state: 'misconfigured',
    reason: `The file ${file}/sotto/local/shop.jwe cannot be used: ${file} is no folder (ENOTDIR).`,
    next: `ls -ld ${file}, or export XDG_DATA_HOME=/path/to/a/folder`,
  })
})

test('a folder within the home that is none is named alone: the home is right', () => {
  const { root, home } = layRepository(SCHEMA)
  mkdirSync(join(home, '.local'))
  const file = join(home, '.local/share')
  writeFileSync(file, '')
  const { status, stderr } = sotto(RUN, root, { HOME: home })
  expect(status).toBe(78)
  expect(stderr).toContain(`${file} is no folder (ENOTDIR).\nTry: ls -ld ${file}\n`)
})

test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
  'a home of read-only folders is named (not to the superuser, who may write everywhere)',
  () => {
    const { root, home } = layRepository(SCHEMA)
    const projects = join(home, '.local/state/sotto/projects')
    mkdirSync(projects, { recursive: true, mode: 0o700 })
    for (const folder of [projects, join(projects, '../..'), home]) {
      chmodSync(folder, 0o500)
      const { status, stderr } = sotto(RUN, root, { HOME: home })
      chmodSync(folder, 0o700)
      expect(status).toBe(78)
      expect(stderr).toMatch(/ is not yours to use \(EACCES\)\.\nTry:\n {2}ls -ld /)
    }
  },
)
