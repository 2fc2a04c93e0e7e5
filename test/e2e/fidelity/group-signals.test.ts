import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fresh } from './harness/fresh.ts'
import { eventually, hasWitness, statusField, witnessOf } from './harness/observe.ts'
import { countsIn, reporter } from './harness/reporter.ts'
import { start } from './harness/running.ts'
import { openTerminal, shellLine } from './harness/terminal.ts'
import type { Tool } from './harness/tool.ts'
import { makeWorkspace, removeWorkspace, sotto } from './harness/workspace.ts'

let tool: Tool
beforeAll(async () => {
  const { folder, env } = await makeWorkspace()
  tool = await sotto(folder, env)
})
afterAll(() => removeWorkspace(tool.cwd))

test('a signal to our group and one to us alone are told apart in whatever order they are handed to us', async () => {
  const running = start(tool, reporter())
  await running.saw(/ready/)
  await eventually('the witness stands by', () => hasWitness(running.pid))
  running.child.kill('SIGSTOP')
  await eventually('we are stopped', () => statusField(running.pid, 'State') === 'T')
  // Of two that wait the kernel hands out the later one first.
  process.kill(-running.pid, 'SIGUSR1')
  await eventually('the witness has died of it', () => !hasWitness(running.pid))
  running.child.kill('SIGTERM')
  running.child.kill('SIGCONT')
  await running.saw(/^SIGTERM$/m)
  await eventually('the next witness stands by', () => hasWitness(running.pid))
  running.child.kill('SIGUSR2')
  expect(await running.ended).toEqual({ code: 0 })
  expect(countsIn(running.stdout().toString())).toEqual({ SIGUSR1: 1, SIGTERM: 1, SIGCONT: 1 })
})

test('of two keys that signal one after the other, each reaches a target in our group once', async () => {
  // With its input from elsewhere the target stays in our terminal.
  const terminal = openTerminal(tool, ['sh', '-c', `exec ${shellLine(tool.command(reporter()))} </dev/null`])
  const ours = terminal.pty.pid
  await terminal.saw(/ready/)
  await eventually('the witness stands by', () => hasWitness(ours))
  process.kill(ours, 'SIGSTOP')
  await eventually('we are stopped', () => statusField(ours, 'State') === 'T')
  process.kill(-ours, 'SIGINT')
  await eventually('the witness has died of it', () => !hasWitness(ours))
  process.kill(-ours, 'SIGQUIT')
  process.kill(ours, 'SIGCONT')
  await eventually('the next witness stands by', () => hasWitness(ours))
  await terminal.saw(/SIGQUIT/)
  process.kill(ours, 'SIGUSR2')
  expect(await terminal.ended).toEqual({ code: 0, signal: 0 })
  expect(countsIn(terminal.text())).toEqual({ SIGINT: 1, SIGQUIT: 1 })
})

test.for([1, 2, 4, 8, 16])('^C typed twice in %d ms reaches the target no more often', async (apart) => {
  const terminal = openTerminal(tool, tool.command(reporter()))
  await terminal.saw(/ready/)
  await eventually('the witness stands by', () => hasWitness(terminal.pty.pid))
  terminal.type('\x03')
  await setTimeout(apart)
  terminal.type('\x03')
  await terminal.saw(/SIGINT/)
  // Signals keep their order, so this ends the target when it has got all others.
  process.kill(terminal.pty.pid, 'SIGUSR2')
  await terminal.ended
  expect([{ SIGINT: 1 }, { SIGINT: 2 }]).toContainEqual(countsIn(terminal.text()))
})

test('a witness that is stopped, or gone, keeps no signal from the target', async () => {
  const running = start(tool, reporter())
  await running.saw(/ready/)
  for (const [blow, signal] of [
    ['SIGSTOP', 'SIGTERM'],
    ['SIGKILL', 'SIGHUP'],
  ] as const) {
    process.kill(await eventually('the witness stands by', () => witnessOf(running.pid)), blow)
    running.child.kill(signal)
    await running.saw(new RegExp(`^${signal}$`, 'm'))
  }
  running.child.kill('SIGUSR2')
  expect(await running.ended).toEqual({ code: 0 })
  expect(countsIn(running.stdout().toString())).toEqual({ SIGTERM: 1, SIGHUP: 1 })
})

test.for([
  ['there is no shell', async () => {}],
  ['the shell is a link to itself', (folder: string) => symlink('sh', `${folder}/sh`)],
  ['nothing echoes', (folder: string) => symlink('/bin/sh', `${folder}/sh`)],
  [
    'what echoes waits for a whole line',
    async (folder: string) => {
      await symlink('/bin/sh', `${folder}/sh`)
      await writeFile(`${folder}/cat`, '#!/bin/sh\nwhile read -r line; do echo "$line"; done\n', {
        mode: 0o755,
      })
    },
  ],
] as const)('signals pass where %s', async ([, fill]) => {
  const folder = fresh(tool, 'bin')
  await mkdir(folder)
  await fill(folder)
  const running = start(tool, reporter(), { env: { PATH: folder } })
  await running.saw(/ready/)
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    running.child.kill(signal)
    await running.saw(new RegExp(`^${signal}$`, 'm'))
  }
  running.child.kill('SIGUSR2')
  expect(await running.ended).toEqual({ code: 0 })
  expect(countsIn(running.stdout().toString())).toEqual({ SIGTERM: 1, SIGHUP: 1 })
})

test('a target that we may not signal is left alone, and waited for', async ({ skip }) => {
  if (process.getuid?.() !== 0) skip('only root can start a process as somebody else')
  const powerless = ['setpriv', '--bounding-set=-kill', '--inh-caps=-kill', '--']
  const stranger = ['setpriv', '--reuid=12345', '--clear-groups', '--']
  const line = [...powerless, ...tool.command([...stranger, ...reporter()])]
  const running = start({ ...tool, command: () => line }, [])
  const [, target] = await running.saw(/ready (\d+)/)
  await eventually('the witness stands by', () => hasWitness(running.pid))
  running.child.kill('SIGTERM')
  process.kill(Number(target), 'SIGUSR2')
  expect(await running.ended).toEqual({ code: 0 })
  expect(countsIn(running.stdout().toString())).toEqual({})
})
