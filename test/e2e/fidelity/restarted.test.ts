import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, hasWitness, statusField } from './harness/observe.ts'
import { countsIn, reporter } from './harness/reporter.ts'
import { start } from './harness/running.ts'
import type { Tool } from './harness/tool.ts'
import { makeWorkspace, removeWorkspace, sotto } from './harness/workspace.ts'

/** What has sotto start itself again; with a descriptor to pass on, both processes stay. */
const ARMED = { env: { NODE_DEBUG: 'none' }, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] as 'pipe'[] }

let tool: Tool
beforeAll(async () => {
  const { folder, env } = await makeWorkspace()
  tool = await sotto(folder, env)
})
afterAll(() => removeWorkspace(tool.cwd))

test.for(['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1'] as const)(
  'started again, we pass %s on once',
  async (signal) => {
    for (const wholeGroup of [false, true]) {
      const running = start(tool, reporter(), ARMED)
      const [, target] = await running.saw(/ready (\d+)/)
      const second = Number(statusField(Number(target), 'PPid'))
      expect(Number(statusField(second, 'PPid'))).toBe(running.pid)
      await eventually('both witnesses stand by', () => [running.pid, second].every(hasWitness))
      process.kill(wholeGroup ? -running.pid : running.pid, signal)
      await running.saw(new RegExp(`^${signal}$`, 'm'))
      running.child.kill('SIGUSR2')
      expect(await running.ended).toEqual({ code: 0 })
      expect(countsIn(running.stdout().toString())).toEqual({ [signal]: 1 })
    }
  },
)

test('started again, we end as the command does', async () => {
  const ends = ['exit 7', 'kill -TERM $$', 'kill -QUIT $$'].map(
    (script) => start(tool, ['sh', '-c', script], ARMED).ended,
  )
  expect(await Promise.all(ends)).toEqual([{ code: 7 }, { signal: 'SIGTERM' }, { code: 131 }])
})
