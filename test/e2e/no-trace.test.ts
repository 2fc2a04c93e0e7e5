import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keptBelow } from '../stores/local/home.ts'
import { layRepository, personalSchema, type Repository } from '../support/repository.ts'
import { BIN } from '../support/run-bin.ts'
import { runInTerminal } from '../support/terminal.ts'

const CANARY = 'canary-7d3a91-invented/value+of nobody'
const SCHEMA = personalSchema({ API_KEY: {}, SESSION_KEY: { generate: { bytes: 24, encoding: 'hex' } } })
/** Switches by which Node, npm and libraries are made to say more than they should. */
const TALKATIVE = {
  DEBUG: '*',
  NODE_DEBUG: 'child_process,net,fs,module,timer',
  NODE_OPTIONS: '--report-uncaught-exception --trace-warnings',
  npm_config_loglevel: 'silly',
}
const COMMANDS: readonly (readonly string[])[] = [
  ['check'],
  ['check', '--json'],
  ['explain', 'API_KEY'],
  ['lint'],
  ['docs'],
  ['types'],
  ['whoami'],
  ['trust', '--print'],
  ['run', '--', 'true'],
  ['run', '--', 'sh', '-c', 'echo "$API_KEY"; echo "$API_KEY" >&2'],
  ['set', 'SESSION_KEY', '--generate'],
  ['set', 'API_KEY', '--env', 'nowhere'],
]

describe('a value leaves no trace', () => {
  test('in any file, or in anything that is printed, whatever is switched on', async () => {
    const repository = layRepository(SCHEMA)
    const said = [await sotto(repository, ['set', 'API_KEY'], `${CANARY}\n`)]
    expect(await keptBelow(repository.home)).toMatchObject({ API_KEY: CANARY })
    for (const args of COMMANDS) said.push(await sotto(repository, args))
    expect(said.join('\n')).toContain('[redacted]')
    expect(
      findTraces([
        ...filesBelow(dirname(repository.root)),
        ['what was printed', Buffer.from(said.join('\n'))],
      ]),
    ).toEqual([])
  }, 60_000)

  test('in any file after an import that deletes', async () => {
    const repository = layRepository(SCHEMA)
    writeFileSync(join(repository.root, '.env'), `PORT=1\nAPI_KEY="${CANARY}"\n`)
    const said = await sotto(repository, ['import', '.env', '--delete'])
    expect(await keptBelow(repository.home)).toMatchObject({ API_KEY: CANARY })
    expect(
      findTraces([...filesBelow(dirname(repository.root)), ['what was printed', Buffer.from(said)]]),
    ).toEqual([])
  })

  test.each([
    ['set', ['set', 'API_KEY'], CANARY],
    ['run', ['run', '--', 'sh', '-c', 'test -n "$API_KEY"'], ''],
    ['check', ['check'], ''],
  ])('in any call by which %s hands bytes out', async (_, args, input) => {
    const repository = layRepository(SCHEMA)
    await sotto(repository, ['set', 'API_KEY'], CANARY)
    const trace = join(repository.home, 'trace')
    const calls =
      'trace=write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,sendmmsg,sendfile,splice,vmsplice'
    const strace = ['-f', '-s', '1000000', '-e', calls, '-o', trace, process.execPath, BIN.built, ...args]
    const child = spawn('strace', strace, {
      cwd: repository.root,
      env: { PATH: process.env.PATH, HOME: repository.home },
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    child.stdin.end(input)
    expect(await once(child, 'exit')).toEqual([0, null])
    const written = readFileSync(trace)
    expect(written.length).toBeGreaterThan(100)
    expect(findTraces([['the trace', written]])).toEqual([])
  })

  test('on the terminal at which it is typed', async () => {
    const { root, home } = layRepository(SCHEMA)
    let isTyped = false
    const { status, screen } = await runInTerminal(['set', 'API_KEY'], {
      cwd: root,
      home,
      person(shown, type) {
        if (isTyped || !shown.includes('API_KEY (not shown):')) return
        isTyped = true
        type(`${CANARY}\r`)
      },
    })
    expect(status).toBe(0)
    expect(screen).toContain('API_KEY is set in personal for dev.')
    expect(screen).not.toContain('canary')
    expect(await keptBelow(home)).toEqual({ API_KEY: CANARY })
  })
})

test('the search finds what it is for', () => {
  const encodings = ['utf8', 'hex', 'base64', 'base64url', 'utf16le'] as const
  for (const encoding of encodings) {
    const hidden =
      encoding === 'utf16le' ? Buffer.from(CANARY, encoding) : Buffer.from(CANARY).toString(encoding)
    expect(findTraces([['here', Buffer.concat([Buffer.from('x'), Buffer.from(hidden)])]])).toEqual(['here'])
  }
  for (const before of ['a', 'ab', 'abc']) {
    const shifted = Buffer.from(Buffer.from(before + CANARY).toString('base64'))
    expect(findTraces([['here', shifted]])).toEqual(['here'])
  }
})

async function sotto({ sotto, home }: Repository, args: readonly string[], input = ''): Promise<string> {
  const temporary = join(home, 'tmp')
  mkdirSync(temporary, { recursive: true })
  const { stdout, stderr } = await sotto(args, { input, env: { ...TALKATIVE, TMPDIR: temporary } })
  return stdout + stderr
}

/** Names of those that hold the canary: in clear, hexadecimal, UTF-16, or base64 at any of its three alignments. */
function findTraces(contents: Iterable<readonly [string, Buffer]>): readonly string[] {
  const bytes = Buffer.from(CANARY)
  const base64 = [0, 1, 2].flatMap((shift) => {
    const whole = bytes.subarray(shift, bytes.length - ((bytes.length - shift) % 3))
    return [whole.toString('base64'), whole.toString('base64url')]
  })
  const needles = [CANARY, bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...base64]
  const all = [...needles.map((needle) => Buffer.from(needle)), Buffer.from(CANARY, 'utf16le')]
  return [...contents]
    .filter(([, content]) => all.some((needle) => content.includes(needle)))
    .map(([name]) => name)
}

function filesBelow(folder: string): (readonly [string, Buffer])[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path))
  const files = paths.filter((path) => lstatSync(path).isFile())
  expect(files.length).toBeGreaterThan(5)
  return files.map((path) => [path, readFileSync(path)])
}
