import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fresh } from '../harness/fresh.ts'
import { eventually, isGone, statusField, textOf } from '../harness/observe.ts'
import { countsIn, reporter } from '../harness/reporter.ts'
import { openTerminal, quote, shellLine } from '../harness/terminal.ts'
import { atTerminal } from '../harness/tmux.ts'
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

/** The terminal's settings before and after `line`, typed at a bash. */
async function settingsAround(tool: Tool, line: string, meanwhile: (screen: string) => Promise<void>) {
  return atTerminal(tool, async (tmux) => {
    await tmux.run('stty -g > before')
    await tmux.run(line)
    await tmux.sees(/^ready/m)
    await meanwhile(await tmux.screen())
    await tmux.sees(/^P>$/m)
    await tmux.run('stty -g > after; echo compared')
    await tmux.sees(/^compared/m)
    return textOf(join(tool.cwd, 'before')) === textOf(join(tool.cwd, 'after'))
  })
}

const INTERRUPT = '\x03'
const QUIT = '\x1c'

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
      const script = 'trap "echo cleaning; read line; echo cleaned; exit 5" INT; echo ready; while :; do read line; done'
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
    number: 39,
    title: '^Z stops the job, fg resumes it, then ^C: 130; in vim and less too, which stop themselves',
    observe: (tool) =>
      atTerminal(tool, async (tmux) => {
        await tmux.run(shellLine(tool.command(['sh', '-c', 'echo ready; exec sleep 300'])))
        await tmux.sees(/^ready/m)
        await tmux.press('C-z')
        await tmux.sees(/Stopped/)
        await tmux.run('fg')
        await tmux.sees(/sleep 300/)
        await tmux.press('C-c')
        await tmux.sees(/^P>$/m)
        await tmux.run('echo status $?')
        const [, status] = await tmux.sees(/^status (\d+)/m)

        const page = fresh(tool, 'page')
        await writeFile(page, Array.from({ length: 99 }, (_, line) => `line ${line}\n`).join(''))
        await tmux.run(shellLine(tool.command(['less', page])))
        await tmux.sees(/^line 28/m)
        await tmux.press('C-z')
        await tmux.sees(/Stopped/)
        await tmux.run('fg')
        await tmux.sees(/^line 28\n(:|\S*page)/m)
        await tmux.press('q')
        await tmux.sees(/^P>$/m)

        const note = fresh(tool, 'note')
        await tmux.run(shellLine(tool.command(['vi', '-u', 'NONE', note])))
        await tmux.sees(/^~/m)
        await tmux.press('i', 'typed', 'Escape', 'C-z')
        await tmux.sees(/Stopped/)
        await tmux.run('echo between; fg')
        await tmux.sees(/^typed\s+^~/m)
        await tmux.press(':wq', 'Enter')
        await eventually('vi has saved', () => textOf(note) === 'typed\n')
        return status
      }),
    expected: '130',
  },
  {
    number: 40,
    title: 'bg',
    observe: (tool) =>
      atTerminal(tool, async (tmux) => {
        const go = fresh(tool, 'go')
        const script = `echo ready; while ! test -e ${quote(go)}; do sleep 0.05; done; echo went on`
        await tmux.run(shellLine(tool.command(['sh', '-c', script])))
        await tmux.sees(/^ready/m)
        await tmux.press('C-z')
        await tmux.sees(/Stopped/)
        await tmux.run('bg')
        await tmux.run(`touch ${quote(go)}`)
        await tmux.sees(/^(P> )*went on/m)
        await tmux.run('wait; echo status $?')
        return (await tmux.sees(/^status (\d+)/m))[1]
      }),
    expected: '0',
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
    title: 'under npm run, and under make -j',
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
      return { npm: npm.counts, make: countsIn(make.text()) }
    },
    expected: { npm: { SIGINT: 1 }, make: { SIGINT: 1 } },
  },
  {
    number: 46,
    title: 'raw-mode programs: an editor, and prompts that edit their line',
    observe: (tool) =>
      atTerminal(tool, async (tmux) => {
        const edited = fresh(tool, 'edited')
        await tmux.run(shellLine(tool.command(['vi', '-u', 'NONE', edited])))
        await tmux.sees(/^~/m)
        await tmux.press('i', 'one', 'Enter', 'two', 'Escape', ':wq', 'Enter')
        await eventually('vi has saved', () => textOf(edited) === 'one\ntwo\n')
        await tmux.sees(/^P>$/m)
        await tmux.run(shellLine(tool.command([process.execPath, '-i'])))
        await tmux.sees(/^>$/m)
        await tmux.press('6 * 8', 'BSpace', '7', 'Enter')
        await tmux.sees(/^42/m)
        await tmux.press('C-c')
        await tmux.sees(/again|\^C/)
        await tmux.press('C-d')
        await tmux.sees(/^P>$/m)
        await tmux.run('echo status $?')
        return (await tmux.sees(/^status (\d+)/m))[1]
      }),
    expected: '0',
  },
  {
    number: 47,
    title: 'the terminal is restored after the target is killed, and after we are',
    async observe(tool) {
      const raw = tool.command(['sh', '-c', 'stty raw -echo; echo ready $$; exec sleep 300'])
      const target = await settingsAround(tool, shellLine(raw), async (screen) => {
        process.kill(Number(/^ready (\d+)/m.exec(screen)?.[1]), 'SIGKILL')
      })
      const ours = await settingsAround(tool, `${shellLine(raw)} & ours=$!; fg`, async (screen) => {
        const pid = Number(/^ready (\d+)/m.exec(screen)?.[1])
        process.kill(Number(statusField(pid, 'PPid')), 'SIGTERM')
      })
      return { target, ours }
    },
    expected: { target: true, ours: true },
    own: true,
  },
]
