import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { fresh } from '../harness/fresh.ts'
import { eventually, statusField, textOf } from '../harness/observe.ts'
import { quote, shellLine } from '../harness/terminal.ts'
import { atTerminal } from '../harness/tmux.ts'
import type { Case, Tool } from '../harness/tool.ts'

/** The terminal's settings before and after `line`, typed at a bash. */
async function settingsAround(tool: Tool, line: string, meanwhile: (screen: string) => Promise<void>) {
  const [before, after] = [fresh(tool, 'before'), fresh(tool, 'after')]
  return atTerminal(tool, async (tmux) => {
    await tmux.run(`stty -g > ${quote(before)}`)
    await tmux.run(line)
    await tmux.sees(/^ready/m)
    await meanwhile(await tmux.screen())
    await tmux.sees(/^P>$/m)
    await tmux.run(`stty -g > ${quote(after)}; echo compared`)
    await tmux.sees(/^compared/m)
    return textOf(before) === textOf(after)
  })
}

/** What a person does at a shell: stop and continue jobs, edit, find the terminal as it was. */
export const SHELL: readonly Case[] = [
  {
    number: 39,
    title: '^Z stops the job, fg resumes it, then ^C: 130; in vim and less too, which stop themselves',
    observe: (tool) =>
      atTerminal(tool, async (tmux) => {
        await tmux.run(shellLine(tool.command(['sh', '-c', 'echo ready $$; exec sleep 300'])))
        const target = Number((await tmux.sees(/^ready (\d+)/m))[1])
        await tmux.press('C-z')
        await tmux.sees(/Stopped/)
        await tmux.run('fg')
        await eventually('it goes on', () => statusField(target, 'State') !== 'T')
        await tmux.press('C-c')
        await tmux.sees(/^P>$/m)
        await tmux.run('echo status $?')
        const [, status] = await tmux.sees(/^status (\d+)/m)

        const page = fresh(tool, 'page')
        await writeFile(page, Array.from({ length: 99 }, (_, line) => `line ${line}\n`).join(''))
        await tmux.run(shellLine(tool.command(['less', page])))
        // Until it waits for a key, less may notice a stop only at the next one.
        await tmux.sees(/^line 28\n(:|\S*page)/m)
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
        await promisify(execFile)('mkfifo', [go])
        // No loop around a program: stopped between vfork and exec, it would keep a shell from stopping, sotto or not.
        const script = `echo ready; read go < ${quote(go)}; echo went $go`
        await tmux.run(shellLine(tool.command(['sh', '-c', script])))
        await tmux.sees(/^ready/m)
        await tmux.press('C-z')
        await tmux.sees(/Stopped/)
        await tmux.run('bg')
        await tmux.run(`echo on > ${quote(go)}`)
        await tmux.sees(/went on$/m)
        await tmux.run('wait; echo status $?')
        return (await tmux.sees(/^status (\d+)/m))[1]
      }),
    expected: '0',
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
