import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { constants } from 'node:os'
import { join } from 'node:path'
import { finish, statusOf } from '../harness/running.ts'
import type { Case, Tool } from '../harness/tool.ts'

const NEW_PROCESS_IDS = ['unshare', '--user', '--map-root-user', '--pid', '--fork']

const sh = (script: string) => ['sh', '-c', script]

const dies = (number: number, title: string, signal: NodeJS.Signals): Case => ({
  number,
  title,
  observe: async (tool) => (await finish(tool, sh(`kill -${signal.slice(3)} $$`))).end,
  expected: { signal },
})

const dumpsCore = (number: number, title: string, signal: NodeJS.Signals): Case => ({
  number,
  title,
  async observe(tool) {
    const { end } = await finish(tool, sh(`kill -${signal.slice(3)} $$`))
    return { status: statusOf(end, constants.signals), cores: readdirSync(tool.cwd).filter((name) => /^core/.test(name)) }
  },
  expected: { status: 128 + constants.signals[signal], cores: [] },
})

/** How a command that cannot be started ends, and what it puts on stdout. */
async function refusal(tool: Tool, command: readonly string[]) {
  const { end, stdout } = await finish(tool, command)
  return { end, stdout: stdout.toString() }
}

async function script(tool: Tool, name: string, text: string, mode = 0o755): Promise<string> {
  await writeFile(join(tool.cwd, name), text, { mode })
  return `./${name}`
}

export const EXIT: readonly Case[] = [
  {
    number: 1,
    title: 'code 0',
    observe: async (tool) => (await finish(tool, ['true'])).end,
    expected: { code: 0 },
  },
  {
    number: 2,
    title: 'each code 1..255',
    async observe(tool) {
      const wrong: number[] = []
      const left = Array.from({ length: 255 }, (_, index) => index + 1)
      const work = async () => {
        for (let code = left.shift(); code !== undefined; code = left.shift()) {
          const { end } = await finish(tool, sh(`exit ${code}`))
          if (!('code' in end) || end.code !== code) wrong.push(code)
        }
      }
      await Promise.all([work(), work(), work(), work()])
      return { wrong }
    },
    expected: { wrong: [] },
    slow: true,
  },
  dies(3, 'killed by TERM: our parent sees the signal', 'SIGTERM'),
  dies(4, 'killed by INT', 'SIGINT'),
  dies(5, 'killed by HUP', 'SIGHUP'),
  dies(6, 'killed by KILL', 'SIGKILL'),
  dies(7, 'killed by PIPE', 'SIGPIPE'),
  dumpsCore(8, 'killed by SEGV: 139, and no core', 'SIGSEGV'),
  dumpsCore(9, 'killed by ABRT: 134', 'SIGABRT'),
  {
    number: 10,
    title: 'as PID 1, a death by signal is 128 + n',
    async observe(tool) {
      const line = [...NEW_PROCESS_IDS, ...tool.command(sh('kill -TERM $$'))]
      const inside: Tool = { ...tool, command: () => line }
      return (await finish(inside, [])).end
    },
    expected: { code: 143 },
    own: true,
    lacking: () => (spawnSync('unshare', [...NEW_PROCESS_IDS.slice(1), 'true']).status === 0 ? undefined : 'unshare is not allowed'),
  },
  {
    number: 11,
    title: 'not found: 127',
    observe: (tool) => refusal(tool, ['no-such-command-anywhere']),
    expected: { end: { code: 127 }, stdout: '' },
    own: true,
  },
  {
    number: 12,
    title: 'not executable: 126',
    observe: async (tool) => refusal(tool, [await script(tool, 'plain.txt', 'echo no\n', 0o644)]),
    expected: { end: { code: 126 }, stdout: '' },
    own: true,
  },
  {
    number: 13,
    title: 'a directory: 126',
    observe: (tool) => refusal(tool, ['/']),
    expected: { end: { code: 126 }, stdout: '' },
    own: true,
  },
  {
    number: 14,
    title: 'missing interpreter: 127',
    observe: async (tool) => refusal(tool, [await script(tool, 'orphan', '#!/no/such/interpreter\n')]),
    expected: { end: { code: 127 }, stdout: '' },
    own: true,
  },
  {
    number: 15,
    title: 'a script without shebang runs',
    observe: async (tool) => refusal(tool, [await script(tool, 'bare', 'echo "bare $1"; exit 4\n'), 'word']),
    expected: { end: { code: 4 }, stdout: 'bare word\n' },
    own: true,
  },
  {
    number: 16,
    title: 'a missing working directory has its own message',
    async observe(tool) {
      const inside = join(tool.cwd, 'gone')
      await mkdir(inside, { recursive: true })
      const line = tool.command(['true'])
      const leaving: Tool = { ...tool, command: () => ['sh', '-c', 'rmdir "$PWD" && exec "$@"', 'sh', ...line] }
      const { end, stdout, stderr } = await finish(leaving, [], { cwd: inside })
      return { failed: !('code' in end) || end.code !== 0, stdout: stdout.toString(), named: /director/.test(stderr) }
    },
    expected: { failed: true, stdout: '', named: true },
    own: true,
  },
  {
    number: 17,
    title: 'an empty command: 64',
    async observe(tool) {
      return [(await refusal(tool, [])).end, (await refusal(tool, [''])).end]
    },
    expected: [{ code: 64 }, { code: 64 }],
    own: true,
  },
  {
    number: 18,
    title: 'a command with a slash, and one by PATH',
    async observe(tool) {
      const path = await script(tool, 'here', '#!/bin/sh\necho "$0"\n')
      await mkdir(join(tool.cwd, 'bin'), { recursive: true })
      await writeFile(join(tool.cwd, 'bin/by-path'), '#!/bin/sh\necho found\n', { mode: 0o755 })
      const env = { PATH: `${join(tool.cwd, 'bin')}:${tool.env.PATH}` }
      const found = await finish(tool, ['by-path'], { env })
      return [(await refusal(tool, [path])).stdout, found.stdout.toString()]
    },
    expected: ['./here\n', 'found\n'],
    own: true,
  },
  {
    number: 19,
    title: 'PATH with empty or quoted entries',
    async observe(tool) {
      await script(tool, 'in-cwd', '#!/bin/sh\necho here\n')
      const empty = await finish(tool, ['in-cwd'], { env: { PATH: `:${tool.env.PATH}` } })
      const quoted = await finish(tool, ['in-cwd'], { env: { PATH: `"${tool.cwd}":${tool.env.PATH}` } })
      return { empty: empty.stdout.toString(), quoted: quoted.end }
    },
    expected: { empty: 'here\n', quoted: { code: 127 } },
    own: true,
  },
  {
    number: 20,
    title: 'a failure of the tool is never 0 and never prints to stdout',
    async observe(tool) {
      const { end, stdout } = await finish(tool, ['echo', 'ran'], { flags: ['--env', 'no-such-environment'] })
      return { failed: 'code' in end && end.code !== 0, stdout: stdout.toString() }
    },
    expected: { failed: true, stdout: '' },
    own: true,
  },
]
