import { cp, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { fresh } from './harness/fresh.ts'
import { shellLine } from './harness/terminal.ts'
import { atTerminal } from './harness/tmux.ts'
import type { Tool } from './harness/tool.ts'
import { makeWorkspace, removeWorkspace, sotto } from './harness/workspace.ts'

const ROOT = join(import.meta.dirname, '../../..')
/** What sotto starts on its way, and what the tests run in it. */
const PROGRAMS = ['sh', 'stty', 'setsid', 'mkfifo', 'prlimit', 'cat', 'sleep', 'tput']

let tool: Tool
beforeAll(async () => {
  const { folder, env } = await makeWorkspace()
  tool = await sotto(folder, env)
})
afterAll(() => removeWorkspace(tool.cwd))

test('without Perl ^Z has no effect, and nothing else is different', () =>
  atTerminal(tool, async (tmux) => {
    const path = await onlyOnPath(PROGRAMS)
    const run = (script: string) => tmux.run(`PATH=${path} ${shellLine(tool.command(['sh', '-c', script]))}`)
    await tmux.run(`stty -g > ${path}/before`)
    await run('stty size; echo ready; exec sleep 300')
    await tmux.sees(/^30 300\nready/m)
    await tmux.press('C-z')
    await tmux.sees(/^\^Z/m)
    await tmux.press('C-c')
    await tmux.sees(/P>$/m)
    await tmux.run('echo status $?')
    await tmux.sees(/^status 130/m)
    await run('echo "<$FIDELITY_TOKEN>"; read line; echo "got $line"; exit 9')
    await tmux.sees(/^<\[redacted\]>/m)
    await tmux.press('typed', 'Enter')
    await tmux.sees(/^got typed/m)
    await tmux.run(`echo status $?; stty -g | cmp - ${path}/before && echo same`)
    await tmux.sees(/^status 9\nsame/m)
    await tmux.run(`PATH=${path} ${shellLine(tool.command(['no-such-command']))}; echo status $?`)
    await tmux.sees(/^status 127/m)
  }))

test('without Perl and setsid the command is not started, and what to do is said', () =>
  atTerminal(tool, async (tmux) => {
    const path = await onlyOnPath(PROGRAMS.filter((program) => program !== 'setsid'))
    await tmux.run(`PATH=${path} ${shellLine(tool.command(['echo', 'started']))}; echo status $?`)
    await tmux.sees(/perl or setsid.*--no-redact.*^status 78/ms)
  }))

test('without node-pty the command sees pipes, one line says so, and ^C, ^Z and fg work', () =>
  atTerminal(tool, async (tmux) => {
    const alone = fresh(tool, 'alone')
    for (const part of ['bin', 'dist', 'package.json']) {
      await cp(join(ROOT, part), join(alone, part), { recursive: true })
    }
    const command = (script: string) =>
      shellLine(
        tool.command(['sh', '-c', script]).map((word) => word.replace(join(ROOT, 'bin'), join(alone, 'bin'))),
      )
    const said = /^sotto: no pseudo-terminal can be had here[^\n]*--no-redact[^\n]*\n/m
    await tmux.run(command('test -t 1; echo "terminal $? <$FIDELITY_TOKEN>"; read line; echo "got $line"'))
    await tmux.sees(new RegExp(`${said.source}terminal 1 <\\[redacted\\]>`, 'm'))
    await tmux.press('C-z')
    await tmux.sees(/Stopped/)
    await tmux.run('fg')
    await tmux.press('typed', 'Enter')
    await tmux.sees(/^got typed/m)
    await tmux.run(command('echo ready; exec sleep 300'))
    await tmux.sees(/^ready/m)
    await tmux.press('C-c')
    await tmux.sees(/P>$/m)
    await tmux.run('echo status $?')
    await tmux.sees(/^status 130/m)
  }))

/** A folder in which there are these programs and no others. */
async function onlyOnPath(programs: readonly string[]): Promise<string> {
  const folder = fresh(tool, 'path')
  await mkdir(folder)
  for (const program of programs) await symlink(join('/usr/bin', program), join(folder, program))
  return folder
}
