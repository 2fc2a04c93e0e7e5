import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, hasWitness, statusField } from './harness/observe.ts'
import { countsIn, reporter } from './harness/reporter.ts'
import { start } from './harness/running.ts'
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
