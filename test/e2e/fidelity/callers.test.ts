import { afterAll, beforeAll, expect, test } from 'vitest'
import { stopDevServers } from './harness/dev-servers.ts'
import { openTerminal, shellLine } from './harness/terminal.ts'
import type { Tool } from './harness/tool.ts'
import { direct, makeWorkspace, removeWorkspace, sotto } from './harness/workspace.ts'

/* A key that signals reaches the command and whoever started it in the same process group. */

let tool: Tool
let itself: Tool
beforeAll(async () => {
  const { folder, env } = await makeWorkspace()
  itself = direct(folder, env)
  tool = await sotto(folder, env)
})
afterAll(() => removeWorkspace(tool.cwd))

const SLEEP = 'echo ready; exec sleep 300'

/** Types `keys`, each when the terminal shows what it waits for, into a script that runs `target` where it says $CMD. */
async function type(through: Tool, script: string, target: string[], keys: readonly [RegExp, string][]) {
  const terminal = openTerminal(through, [
    'bash',
    '-c',
    script.replaceAll('$CMD', () => shellLine(through.command(target))),
  ])
  for (const [sign, key] of keys) {
    await terminal.saw(sign)
    terminal.type(key)
  }
  const end = await terminal.ended
  return { end, said: terminal.text().match(/caught|next|end/g) ?? [] }
}

test.each<[string, string, string[], [RegExp, string][]]>([
  ['ends the script', '$CMD; echo next', ['sh', '-c', SLEEP], [[/ready/, '\x03']]],
  [
    'is caught by the script',
    'trap "echo caught" INT; $CMD; echo next',
    ['sh', '-c', SLEEP],
    [[/ready/, '\x03']],
  ],
  [
    'of the other kind is, too',
    'trap "echo caught" QUIT; $CMD; echo next',
    ['sh', '-c', SLEEP],
    [[/ready/, '\x1c']],
  ],
  [
    'is a key like any other where the command takes it so',
    'trap "echo caught" INT; $CMD; echo next',
    ['sh', '-c', 'stty -isig -icanon; echo ready; head -c 1 >taken; echo end'],
    [[/ready/, '\x03']],
  ],
  [
    'is for the job of a shell that the command is',
    'trap "echo caught" INT; $CMD; echo next',
    ['bash', '-c', `set -m; sh -c '${SLEEP}'; echo end`],
    [[/ready/, '\x03']],
  ],
])('^C %s', async (_, script, target, keys) => {
  expect(await type(tool, script, target, keys)).toEqual(await type(itself, script, target, keys))
})

test('one ^C stops dev servers that have the terminal themselves, and leaves nothing', async () => {
  const own = await stopDevServers(itself, 'outside', '--raw')
  expect(await stopDevServers(tool, 'outside', '--raw')).toEqual(own)
})
