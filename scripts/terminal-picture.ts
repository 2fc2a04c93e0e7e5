/**
 * Draws docs/terminal.svg: the real CLI in a real pseudo-terminal of 80 columns, in a repository made for it.
 * Run `npm run build` first.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from '@lydell/node-pty'
import { drawTerminal } from './terminal-svg.ts'

const ROOT = join(import.meta.dirname, '..')
const COLUMNS = 80

/** Typed one after the other; the schema and the server are the example's own. */
const COMMANDS = [
  'sotto check',
  'printf %s "$INVENTED_URL" | sotto set DATABASE_URL',
  'sotto run -- node server.js',
]

const scratch = mkdtempSync(join(tmpdir(), 'sotto-picture-'))
try {
  const env = layScene()
  const lines: string[] = []
  for (const command of COMMANDS) {
    lines.push(`\u001b[2m$\u001b[22m \u001b[1m${command}\u001b[22m`, ...(await type(command, env)), '')
  }
  writeFileSync(join(ROOT, 'docs/terminal.svg'), drawTerminal(lines, COLUMNS))
} finally {
  rmSync(scratch, { recursive: true })
}

function layScene(): Record<string, string> {
  const [home, repository, bin] = ['home', 'shop', 'bin'].map((name) => join(scratch, name)) as [
    string,
    string,
    string,
  ]
  for (const folder of [home, repository, bin]) mkdirSync(folder)
  symlinkSync(join(ROOT, 'bin/run.js'), join(bin, 'sotto'))
  symlinkSync(process.execPath, join(bin, 'node'))
  execFileSync('git', ['init', '-q'], { cwd: repository })
  execFileSync('cp', [join(ROOT, 'secrets.schema.json'), repository])
  writeFileSync(
    join(repository, 'server.js'),
    `console.log('starting with', { databaseUrl: process.env.DATABASE_URL, sessionKey: process.env.SESSION_KEY })
console.log('session cookie', Buffer.from(process.env.SESSION_KEY).toString('base64'))
console.log('listening on http://localhost:3000')`,
  )
  return {
    HOME: home,
    PATH: `${bin}:/usr/bin:/bin`,
    TERM: 'xterm-256color',
    INVENTED_URL: 'postgres://shop:invented-for-the-picture@localhost:5432/shop',
  }
}

/** What a person sees after typing `command`: the lines, without the shell's own. */
function type(command: string, env: Record<string, string>): Promise<string[]> {
  const terminal = spawn('/bin/sh', ['-c', command], {
    cols: COLUMNS,
    rows: 50,
    cwd: join(scratch, 'shop'),
    env,
  })
  let seen = ''
  terminal.onData((text) => {
    seen += text
  })
  return new Promise((resolve) => terminal.onExit(() => resolve(linesOf(seen))))
}

/** What stands on the screen at the end: erased lines gone, long ones broken at the edge, the scene's folder hidden. */
function linesOf(seen: string): string[] {
  const lines = seen.replaceAll(join(scratch, 'home'), '/home/ada').trimEnd().split(/\r*\n/)
  return lines.flatMap((line) => {
    const shown = line.slice(line.lastIndexOf('\r') + 1).replace('\u001b[2K', '')
    return shown.includes('\u001b') ? [shown] : (shown.match(new RegExp(`.{1,${COLUMNS}}`, 'gu')) ?? [''])
  })
}
