/**
 * Runs the example shop through sotto as a newcomer would, without keychain or terminal, and proves that its
 * output held no value. What it keeps stands in a folder of its own, so that a second run finds the same values.
 */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { execa, type ResultPromise } from 'execa'

const root = join(import.meta.dirname, '..')
const sotto = join(root, 'bin/run.js')
const home = join(
  homedir(),
  '.cache',
  'sotto-demo',
  createHash('sha256').update(root).digest('hex').slice(0, 12),
)
const env = {
  XDG_CONFIG_HOME: join(home, 'config'),
  XDG_DATA_HOME: join(home, 'data'),
  XDG_STATE_HOME: join(home, 'state'),
  XDG_CACHE_HOME: join(home, 'cache'),
}

const isFirst = !existsSync(env.XDG_DATA_HOME)
mkdirSync(home, { recursive: true, mode: 0o700 })

say(
  isFirst ? 'First run: nothing is set up yet.' : 'Another run: the values of the first one are still there.',
)
const password = randomBytes(18).toString('base64url')
if (isFirst) {
  say(`$ echo "$INVENTED_URL" | sotto set DATABASE_URL`)
  await command(['set', 'DATABASE_URL'], `postgres://shop:${password}@localhost:5432/shop`)
}
say('$ sotto check')
await command(['check'])

say('$ sotto run -- node examples/web-app/server.js')
const server = start(['run', '--', process.execPath, 'examples/web-app/server.js'])
const address = await listening(server)
say(`$ curl ${address}/?name=Ada`)
const response = await fetch(`${address}/?name=Ada`)
process.stdout.write(await response.text())
server.kill('SIGTERM')
const { exitCode, all } = await server

if (exitCode !== 0 || !response.ok || !all?.includes('[redacted]') || all.includes(password)) {
  say('The demo failed: the shop did not start, did not answer, or its output was not redacted.')
  process.exit(1)
}
say('Stopped. The shop printed its whole configuration, and no value came out.')

function start(args: readonly string[]): ResultPromise<{ all: true; reject: false }> {
  const child = execa(process.execPath, [sotto, ...args], { cwd: root, env, all: true, reject: false })
  child.all.pipe(process.stdout, { end: false })
  return child as never
}

async function command(args: readonly string[], input = ''): Promise<void> {
  const { exitCode } = await execa(process.execPath, [sotto, ...args], {
    cwd: root,
    env,
    input,
    stdout: 'inherit',
    stderr: 'inherit',
    reject: false,
  })
  if (exitCode !== 0) {
    process.exit(exitCode ?? 1)
  }
}

/** Resolves with the address that the shop prints once it listens; ends the demo where it never does. */
function listening(child: ReturnType<typeof start>): Promise<string> {
  return new Promise((resolve) => {
    let printed = ''
    const giveUp = () => process.exit(1)
    child.all.on('data', (chunk: Buffer) => {
      printed += chunk
      const match = /listening on (http:\S+)/.exec(printed)
      if (match?.[1]) {
        child.all.off('end', giveUp)
        resolve(match[1])
      }
    })
    child.all.on('end', giveUp)
  })
}

function say(line: string): void {
  process.stdout.write(`\n${line}\n`)
}
