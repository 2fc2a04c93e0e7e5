import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BIN, runBin } from '../support/run-bin.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const SCHEMA = {
  version: 1,
  project: 'shop',
  environments: { dev: { class: 'development', default: true }, staging: { class: 'development' } },
  stores: { personal: { type: 'local' } },
  secrets: Object.fromEntries(
    ['SESSION_KEY', 'DATABASE_URL'].map((name) => [
      name,
      { locations: { dev: `personal:${name.toLowerCase()}` } },
    ]),
  ),
}

/** A repository, and a PATH on which `sotto` is the built CLI. */
function aProject(schema: object = SCHEMA) {
  const home = temporaryFolder()
  const bin = join(home, 'bin')
  mkdirSync(join(home, '.git'))
  mkdirSync(bin)
  writeFileSync(join(home, 'secrets.schema.json'), JSON.stringify(schema))
  writeFileSync(join(bin, 'sotto'), `#!/bin/sh\nexec '${process.execPath}' '${BIN.built}' "$@"\n`)
  chmodSync(join(bin, 'sotto'), 0o755)
  return { home, path: `${bin}:${process.env.PATH}` }
}

/** What bash offers for the last of `words`. */
function offered({ home, path }: ReturnType<typeof aProject>, words: readonly string[]): string[] {
  const script = `source <(sotto completion bash)
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _sotto; printf '%s\\n' "\${COMPREPLY[@]}"`
  const output = execFileSync('bash', ['-c', script, 'bash', ...words], {
    cwd: home,
    encoding: 'utf8',
    env: { PATH: path, HOME: home },
  })
  return output.split('\n').filter((line) => line !== '')
}

describe('bash', () => {
  test.each<[string[], string[]]>([
    [['sotto', 'ru'], ['run']],
    [['sotto', '--v'], ['--version']],
    [['sotto', 'run', '--no-r'], ['--no-redact']],
    [
      ['sotto', 'run', '--env', ''],
      ['dev', 'staging'],
    ],
    [['sotto', 'run', '--only', 'D'], ['DATABASE_URL']],
    [
      ['sotto', 'explain', ''],
      ['DATABASE_URL', 'SESSION_KEY'],
    ],
    [['sotto', 'completion', 'f'], ['fish']],
    [['sotto', 'lint', '--format', 's'], ['sarif']],
    [['sotto', 'run', '--', 'cat', 'secrets.sch'], ['secrets.schema.json']],
  ])('%j: %j', (words, expected) => {
    expect(offered(aProject(), words)).toEqual(expect.arrayContaining(expected))
  })

  test('evaluates nothing that a repository wrote', () => {
    const hostile = aProject({ ...SCHEMA, environments: { '$(touch broken)': { class: 'development' } } })
    expect(offered(hostile, ['sotto', 'run', '--env', ''])).toEqual([])
    expect(() => execFileSync('test', ['-e', join(hostile.home, 'broken')])).toThrow()
  })
})

test.each(['bash', 'zsh', 'fish'])('the script for %s is one that the shell can read', async (shell) => {
  const { stdout, status } = await runBin(['completion', shell], { home: temporaryFolder() })
  expect(status).toBe(0)
  let missing = false
  try {
    execFileSync(shell, ['-n'], { input: stdout, stdio: ['pipe', 'ignore', 'pipe'] })
  } catch (error) {
    missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (!missing) throw error
  }
  if (missing) console.log(`${shell} is not installed: its script was not read by it`)
})

test('without a schema there are no names, and no words about it', async () => {
  const home = temporaryFolder()
  expect(await runBin(['completion', '--names', 'secrets'], { home })).toMatchObject({
    status: 0,
    stdout: '',
    stderr: '',
  })
})
