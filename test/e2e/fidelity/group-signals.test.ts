import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, hasWitness, statusField } from './harness/observe.ts'
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
