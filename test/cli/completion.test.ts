import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from '@lydell/node-pty'
import { describe, expect, onTestFinished, test } from 'vitest'
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

/** What the other shells make of a line before the cursor: all of these have one end. */
const LINES: readonly [typed: string, completed: string][] = [
  ['ru', 'run'],
  ['--v', '--version'],
  ['run --no-r', 'run --no-redact'],
  ['run --env st', 'run --env staging'],
  ['run --only D', 'run --only DATABASE_URL'],
  ['explain S', 'explain SESSION_KEY'],
  ['completion f', 'completion fish'],
  ['lint --format s', 'lint --format sarif'],
  ['run -- cat secrets.sch', 'run -- cat secrets.schema.json'],
]

describe.runIf(isInstalled('fish'))('fish', () => {
  test('offers the same', () => {
    const { home, path } = aProject()
    const ask = LINES.map(([typed]) => `complete -C 'sotto ${typed}'; echo ';'`)
    const output = execFileSync('fish', ['-c', ['sotto completion fish | source', ...ask].join('\n')], {
      cwd: home,
      encoding: 'utf8',
      env: { PATH: path, HOME: home },
    })
    // A tab parts what is offered from what it does.
    const words = output.split(';\n').map((offers) => offers.split(/[\t\n]/, 1)[0])
    expect(words).toEqual([...LINES.map(([, completed]) => completed.split(' ').at(-1)), ''])
  })
})

describe.runIf(isInstalled('zsh'))('zsh', () => {
  test('offers the same', async () => {
    const { home, path } = aProject()
    const env = { PATH: path, HOME: home, TERM: 'dumb', PS1: '' }
    const terminal = spawn('zsh', ['-f', '-i'], { cwd: home, env, cols: 200, rows: 50 })
    onTestFinished(() => terminal.kill('SIGKILL'))
    let screen = ''
    const reached = Promise.withResolvers<void>()
    terminal.onData((text) => {
      screen += text
      if (screen.includes('<the end>')) reached.resolve()
    })
    terminal.onExit(() => reached.resolve())
    // A function in its place says what it would have been called with.
    terminal.write('source <(sotto completion zsh)\r')
    terminal.write('sotto() { [ "$*" != "${*#completion --names}" ] && command sotto "$@" || echo "<$*>" }\r')
    for (const [typed] of LINES) terminal.write(`sotto ${typed}\t\r`)
    terminal.write('sotto the end\r')
    await reached.promise
    const called = [...screen.matchAll(/^<(.*)>\r?$/gm)].map(([, words]) => words)
    expect(called).toEqual([...LINES.map(([, completed]) => completed), 'the end'])
  })
})

/** In CI every shell is there. */
function isInstalled(shell: string): boolean {
  const { error } = spawnSync(shell, ['-c', 'exit'])
  if (error === undefined || process.env.CI) return true
  console.log(`${shell} is not installed: its script was not tried`)
  return false
}

test('without a schema there are no names, and no words about it', async () => {
  const home = temporaryFolder()
  expect(await runBin(['completion', '--names', 'secrets'], { home })).toMatchObject({
    status: 0,
    stdout: '',
    stderr: '',
  })
})
