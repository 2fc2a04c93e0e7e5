import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stopDevServers } from '../harness/dev-servers.ts'
import { fresh } from '../harness/fresh.ts'
import { eventually, isGone, textOf } from '../harness/observe.ts'
import { countsIn, reporter } from '../harness/reporter.ts'
import { openTerminal, shellLine } from '../harness/terminal.ts'
import type { Case, Tool } from '../harness/tool.ts'

/** Types `key` once at a target that reports its signals, then lets it end. */
async function typeAt(tool: Tool, line: readonly string[], key: string, signal: NodeJS.Signals) {
  const terminal = openTerminal(tool, line)
  await terminal.saw(/ready/)
  terminal.type(key)
  await terminal.saw(new RegExp(signal))
  terminal.type('q\r')
  const { code } = await terminal.ended
  return { counts: countsIn(terminal.text()), code }
}

const INTERRUPT = '\x03'
const QUIT = '\x1c'

/** Keys that signal, and what else a terminal tells a command. */
export const TERMINAL: readonly Case[] = [
  {
    number: 36,
    title: '^C exactly once',
    observe: (tool) => typeAt(tool, tool.command(reporter()), INTERRUPT, 'SIGINT'),
    expected: { counts: { SIGINT: 1 }, code: 0 },
  },
  {
    number: 37,
    title: '^C with a handler: we wait',
    async observe(tool) {
      // A signal in the instant before bash reads has its trap run when that read ends.
      const wait = 'while :; do read -t 1 line; done'
      const script = `trap "echo cleaning; read line; echo cleaned; exit 5" INT; echo ready; ${wait}`
      const terminal = openTerminal(tool, tool.command(['bash', '-c', script]))
      await terminal.saw(/ready/)
      terminal.type(INTERRUPT)
      await terminal.saw(/cleaning/)
      terminal.type('\r')
      await terminal.saw(/cleaned/)
      return (await terminal.ended).code
    },
    expected: 5,
  },
  {
    number: 38,
    title: '^\\ once',
    observe: (tool) => typeAt(tool, tool.command(reporter()), QUIT, 'SIGQUIT'),
    expected: { counts: { SIGQUIT: 1 }, code: 0 },
  },
  {
    number: 41,
    title: 'a resize is seen by the target',
    async observe(tool) {
      const target = [process.execPath, join(import.meta.dirname, '../../../fixtures/bin/report-size.js')]
      const terminal = openTerminal(tool, tool.command(target))
      await terminal.saw(/size 100x30/)
      terminal.pty.resize(77, 20)
      await terminal.saw(/size 77x20/)
      terminal.type('\r')
      return (await terminal.ended).code
    },
    expected: 0,
  },
  {
    number: 42,
    title: 'the terminal closes',
    async observe(tool) {
      const log = fresh(tool, 'closed')
      const terminal = openTerminal(tool, tool.command(reporter(log)))
      const pid = await eventually('the target runs', () => Number(/ready (\d+)/.exec(textOf(log) ?? '')?.[1]) || undefined)
      const { pid: ours } = terminal.pty
      // Closing our end of it is what a terminal emulator does when its window is closed.
      ;(terminal.pty as unknown as { destroy(): void }).destroy()
      await eventually('the target is told', () => textOf(log)?.includes('SIGHUP'))
      process.kill(pid, 'SIGUSR2')
      await eventually('both have ended', () => isGone(pid) && isGone(ours))
      return countsIn(textOf(log) ?? '').SIGHUP !== undefined
    },
    expected: true,
  },
  {
    number: 43,
    title: 'run | tee: ^C once',
    observe: (tool) =>
      typeAt(tool, ['bash', '-c', `trap '' INT; ${shellLine(tool.command(reporter()))} | tee copy`], INTERRUPT, 'SIGINT'),
    expected: { counts: { SIGINT: 1 }, code: 0 },
  },
  {
    number: 44,
    title: 'run inside run: ^C once',
    observe: (tool) => typeAt(tool, tool.command(tool.command(reporter())), INTERRUPT, 'SIGINT'),
    expected: { counts: { SIGINT: 1 }, code: 0 },
  },
  {
    number: 45,
    title: 'under npm run and make -j, and dev servers that watch, under concurrently and above it',
    async observe(tool) {
      const line = shellLine(tool.command(reporter()))
      await writeFile(join(tool.cwd, 'package.json'), JSON.stringify({ private: true, scripts: { dev: line } }))
      await writeFile(join(tool.cwd, 'Makefile'), `all: dev\ndev:\n\t@${line.replaceAll('$', '$$')}\n`)
      const npm = await typeAt(tool, ['npm', 'run', '--silent', 'dev'], INTERRUPT, 'SIGINT')
      const make = openTerminal(tool, ['make', '-j4'])
      await make.saw(/ready/)
      make.type(INTERRUPT)
      await make.saw(/SIGINT/)
      // make gives the terminal's input to one job at most, so this one ends by signal.
      const [, pid] = await make.saw(/ready (\d+)/)
      process.kill(Number(pid), 'SIGUSR2')
      await make.ended
      const [above, under] = [await stopDevServers(tool, 'outside'), await stopDevServers(tool, 'inside')]
      return { npm: npm.counts, make: countsIn(make.text()), above, under }
    },
    expected: { npm: { SIGINT: 1 }, make: { SIGINT: 1 }, above: { code: 0 }, under: { code: 0 } },
  },
]
