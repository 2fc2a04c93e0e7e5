import { randomUUID } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { eventually, textOf } from './observe.ts'
import { openTerminal, shellLine } from './terminal.ts'
import type { Tool } from './tool.ts'

const CONCURRENTLY = join(import.meta.dirname, '../../../../node_modules/concurrently/dist/bin/index.js')
const INTERRUPT = '\x03'
const NAMES = ['api', 'web']

/** One dies of the signal, the other closes in an orderly way. */
const SERVERS: Readonly<Record<string, string>> = {
  api: '',
  web: "process.once('SIGINT', () => server.close(() => process.exit(0)))",
}

/** How `concurrently` is to run the servers: as the command of the tool, or with the tool before each of them. */
export type Arrangement = 'inside' | 'outside'

/**
 * Starts two dev servers in watch mode, changes one, and types ^C once when it is up again. Says how many processes are
 * left when the terminal's program has ended, and whether that ended well.
 */
export async function stopDevServers(tool: Tool, arrangement: Arrangement, ...flags: string[]) {
  for (const name of NAMES) await writeServer(tool, name)
  const mark = randomUUID()
  const watch = (name: string) => [process.execPath, '--watch', '--watch-preserve-output', `${name}.mjs`]
  const lines = NAMES.map((name) =>
    shellLine(arrangement === 'outside' ? watch(name) : tool.command(watch(name))),
  )
  const whole = [process.execPath, CONCURRENTLY, ...flags, ...lines]
  const marked = { ...tool, env: { ...tool.env, DEV_SERVERS: mark } }
  const terminal = openTerminal(marked, arrangement === 'outside' ? tool.command(whole) : whole)
  for (const name of NAMES) {
    const [, watcher] = await terminal.saw(new RegExp(`${name} is up, child of (\\d+)`))
    await eventually(`${name} is watched`, () => isWatching(Number(watcher), join(tool.cwd, `${name}.mjs`)))
  }
  await writeServer(tool, 'api', ' again')
  await terminal.saw(/api is up again, child of \d+/)
  terminal.type(INTERRUPT)
  const { code } = await terminal.ended
  await eventually('every process has ended', () => marks(mark).length === 0)
  return { code }
}

function writeServer(tool: Tool, name: string, again = ''): Promise<void> {
  const up = `console.log('${name} is up${again}, child of ' + process.ppid)`
  const source = `import { createServer } from 'node:http'
const server = createServer().listen(0, '127.0.0.1', () => ${up})
${SERVERS[name]}
`
  return writeFile(join(tool.cwd, `${name}.mjs`), source)
}

/** Whether a process has the kernel tell it of changes of a file, or of the file's folder. */
function isWatching(pid: number, file: string): boolean {
  const watched = [file, dirname(file)].map((path) => `ino:${statSync(path).ino.toString(16)} `)
  const about = readdirSync(`/proc/${pid}/fdinfo`).map((fd) => textOf(`/proc/${pid}/fdinfo/${fd}`) ?? '')
  return about.some((text) => text.includes('inotify') && watched.some((inode) => text.includes(inode)))
}

/** The processes that were started with `mark` in their environment. */
function marks(mark: string): string[] {
  return readdirSync('/proc').filter(
    (pid) => /^\d+$/.test(pid) && textOf(`/proc/${pid}/environ`)?.includes(mark),
  )
}
