import { execFileSync, spawnSync } from 'node:child_process'
import { chmod, mkdir, open, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fresh } from './harness/fresh.ts'
import { catches, eventually, hasWitness, isGone, statusField, textOf } from './harness/observe.ts'
import { finish } from './harness/running.ts'
import { quote, shellLine } from './harness/terminal.ts'
import { atTerminal, type Tmux } from './harness/tmux.ts'
import type { Tool } from './harness/tool.ts'
import { makeWorkspace, removeWorkspace, sotto } from './harness/workspace.ts'

/** In base64 it begins with a Z, so that the echo of ^Z could be its beginning, and is held back. */
const SECRET = 'd'.repeat(64)
/** Longer than it takes to type at what has been printed. */
const LATE_SECONDS = 3

let tool: Tool
beforeAll(async () => {
  const { folder, env } = await makeWorkspace()
  tool = await sotto(folder, env)
  const [program, script] = tool.command([])
  const set = { ...tool, command: () => [program as string, script as string, 'set', tool.secret] }
  expect((await finish(set, [], { input: SECRET })).end).toEqual({ code: 0 })
})
afterAll(() => removeWorkspace(tool.cwd))

test.for(['setpgrp', 'fork'])('^Z stops a command whose helpers are late: %s', (call) =>
  atTerminal(tool, async (tmux) => {
    const late = `BEGIN { *CORE::GLOBAL::${call} = sub { select undef, undef, undef, ${LATE_SECONDS}; CORE::${call} } } 1;`
    await tmux.run(`PATH=${await perlThat(`exec /usr/bin/perl -I"$own" -MLate "$@"`, late)}:$PATH`)
    await tmux.run(shellLine(tool.command(['sh', '-c', 'echo ready; exec sleep 300'])))
    await tmux.sees(/^ready/m)
    await tmux.press('C-z')
    await tmux.sees(/Stopped/)
  }),
)

test.for([
  ['C-z', 148],
  ['C-c', 130],
  ['C-\\', 131],
] as const)('%s is not lost before the command has its terminal: %d', ([key, status]) =>
  atTerminal(tool, async (tmux) => {
    const [leading, go] = [fresh(tool, 'leading'), fresh(tool, 'go')]
    execFileSync('mkfifo', [go])
    await tmux.run(
      `PATH=${await perlThat(`touch ${leading}; read go < ${go}; exec /usr/bin/perl "$@"`)}:$PATH`,
    )
    await tmux.run(shellLine(tool.command(['sleep', '300'])))
    await eventually('the leader starts', () => textOf(leading) !== undefined)
    await tmux.press(key)
    const held = await open(go, 'r+')
    await held.write('go\n')
    await tmux.sees(/P>$/m)
    await held.close()
    await tmux.run('echo status $?')
    await tmux.sees(new RegExp(`^status ${status}$`, 'm'))
  }),
)

test('what was printed is on the screen before the job stops, even when it begins like a secret', () =>
  atTerminal(tool, async (tmux) => {
    await tmux.run(shellLine(tool.command(['sh', '-c', 'printf "end: %s" Z; kill -STOP $$; sleep 300'])))
    await tmux.sees(/^end: Z\s+\[1\]\+ +Stopped/m)
  }))

test('a stop from elsewhere stops the command, and one fg is enough', () =>
  atTerminal(tool, async (tmux) => {
    const { target, ours } = await readsLine(tmux)
    await eventually('the witness stands by', () => hasWitness(ours))
    await eventually('we catch a stop again', () => catches(ours, 'SIGTSTP'))
    for (const _ of [1, 2]) process.kill(-ours, 'SIGTSTP')
    await tmux.sees(/Stopped/)
    expect(statusField(target, 'State')).toBe('T')
    await tmux.run('fg')
    await eventually('it goes on', () => statusField(target, 'State') === 'S')
    await tmux.press('typed', 'Enter')
    await tmux.sees(/^got typed/m)
  }))

test('stopped by SIGSTOP ourselves, we go on in the background and in the foreground', () =>
  atTerminal(tool, async (tmux) => {
    const { ours } = await readsLine(tmux)
    process.kill(ours, 'SIGSTOP')
    await tmux.sees(/Stopped/)
    const reading = openTerminals(ours)
    await tmux.run('bg')
    // A key typed sooner would find us reading, and stop us again.
    await eventually('we read no keys', () => openTerminals(ours) < reading)
    await tmux.run('jobs')
    await tmux.sees(/Running/)
    await tmux.run('fg')
    await tmux.sees(/^'.*got/m)
    await tmux.press('typed', 'Enter')
    await tmux.sees(/^got typed/m)
  }))

test('the end of a job in the background leaves the settings of the terminal alone', () =>
  atTerminal(tool, async (tmux) => {
    const [name, go] = [fresh(tool, 'tty'), fresh(tool, 'go')]
    await tmux.run(`tty > ${name}`)
    const script = `echo ready $$; while ! test -e ${quote(go)}; do sleep 0.05; done`
    await tmux.run(`${shellLine(tool.command(['sh', '-c', script]))} &`)
    const target = Number((await tmux.sees(/^(?:P> )*ready (\d+)/m))[1])
    const ours = Number(statusField(target, 'PPid'))
    const settings = () => execFileSync('stty', ['-F', textOf(name)!.trim(), '-g'], { encoding: 'utf8' })
    const atPrompt = settings()
    await tmux.run('cat')
    const before = await eventually('cat has the terminal', () => settings() !== atPrompt && settings())
    await writeFile(go, '')
    await eventually('the job has ended', () => statusField(ours, 'State') === undefined)
    expect(settings()).toBe(before)
  }))

test('a stopped job ends with its terminal', async () => {
  const stopped = await atTerminal(tool, async (tmux) => {
    const job = await readsLine(tmux)
    await tmux.press('C-z')
    await tmux.sees(/Stopped/)
    return job
  })
  await eventually('both have ended', () => isGone(stopped.target) && isGone(stopped.ours))
})

test('^Z and fg in a sotto inside a sotto', () =>
  atTerminal(tool, async (tmux) => {
    await tmux.run(
      shellLine(tool.command(tool.command(['sh', '-c', 'echo ready; read line; echo "got $line"']))),
    )
    await tmux.sees(/^ready/m)
    await tmux.press('C-z')
    await tmux.sees(/Stopped/)
    await tmux.run('fg')
    await tmux.press('typed', 'Enter')
    await tmux.sees(/^got typed/m)
  }))

/** Starts a command that waits for a line, and says which process it is and which one is sotto. */
async function readsLine(tmux: Tmux): Promise<{ target: number; ours: number }> {
  await tmux.run(shellLine(tool.command(['bash', '-c', 'echo ready $$; read line; echo "got $line"'])))
  const target = Number((await tmux.sees(/^ready (\d+)/m))[1])
  return { target, ours: Number(statusField(target, 'PPid')) }
}

/** How many descriptors of the process are terminals; those it closes meanwhile find no place. */
function openTerminals(pid: number): number {
  const found = spawnSync('find', [`/proc/${pid}/fd`, '-lname', '/dev/pts/*'], { encoding: 'utf8' })
  return found.stdout.split('\n').length
}

/** A folder with a `perl` that runs `script`, with itself as `$own` and `module` as Late.pm in it. */
async function perlThat(script: string, module = ''): Promise<string> {
  const folder = fresh(tool, 'perl')
  await mkdir(folder)
  await writeFile(`${folder}/Late.pm`, module)
  await writeFile(`${folder}/perl`, `#!/bin/sh\nown=${quote(folder)}\n${script}\n`)
  await chmod(`${folder}/perl`, 0o755)
  return folder
}
