import { constants } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finish } from './harness/running.ts'
import { shellLine } from './harness/terminal.ts'
import { atTerminal } from './harness/tmux.ts'
import type { Tool } from './harness/tool.ts'
import { direct, makeWorkspace, removeWorkspace, sotto } from './harness/workspace.ts'

/* What docs/fidelity.md names as limits: where one of these fails, a limit has gone, and can be struck out there. */

let tool: Tool
let itself: Tool
beforeAll(async () => {
  const { folder, env } = await makeWorkspace()
  itself = direct(folder, env)
  tool = await sotto(folder, env)
})
afterAll(() => removeWorkspace(tool.cwd))

/** The signals that the command finds ignored, of HUP and INT. */
async function ignored(through: Tool, ...before: string[]): Promise<string[]> {
  const line = [...before, ...through.command(['grep', 'SigIgn', '/proc/self/status'])]
  const { stdout } = await finish({ ...through, command: () => line }, [])
  const mask = BigInt(`0x${stdout.toString().split(/\s+/)[1]}`)
  const names = ['SIGHUP', 'SIGINT'] as const
  return names.filter((name) => (mask >> BigInt(constants.signals[name] - 1)) & 1n)
}

test('what the caller ignores is not ignored in the command, unless it is ignored inside', async () => {
  expect(await ignored(itself, 'nohup')).toEqual(['SIGHUP'])
  expect(await ignored(tool, 'nohup')).toEqual([])
  const trap = ['sh', '-c', 'trap "" HUP INT; exec "$@"', 'sh']
  expect(await ignored(itself, ...trap)).toEqual(['SIGHUP', 'SIGINT'])
  expect(await ignored(tool, ...trap)).toEqual([])
  const inside = { ...tool, command: (command: readonly string[]) => tool.command(['nohup', ...command]) }
  expect(await ignored(inside)).toEqual(['SIGHUP'])
})

test('death by a real-time signal looks like the exit status 0', async () => {
  const die = ['sh', '-c', 'kill -s RTMIN $$; sleep 300']
  expect((await finish(tool, die)).end).toEqual({ code: 0 })
})

test('less at the end of a pipe gets no keys', () =>
  atTerminal(tool, async (tmux) => {
    await tmux.run(`seq 999 | ${shellLine(tool.command(['less']))}`)
    await tmux.sees(/^29\n:$/m)
    // The first may complete a control sequence whose last letter is held back.
    await tmux.press('q', 'q')
    await tmux.sees(/^:.*q/m)
  }))
