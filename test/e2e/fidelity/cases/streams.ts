import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { fresh } from '../harness/fresh.ts'
import { eventually, isGone, statusField, textOf } from '../harness/observe.ts'
import { finish, start } from '../harness/running.ts'
import { shellLine } from '../harness/terminal.ts'
import type { Case, Tool } from '../harness/tool.ts'

const sh = (script: string) => ['sh', '-c', script]
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Runs a shell's pipeline in which `tool` runs `command`. */
function pipeline(tool: Tool, command: readonly string[], rest: string) {
  const script = `${shellLine(tool.command(command))} ${rest}`
  return finish({ ...tool, command: () => ['bash', '-c', script] }, [])
}

/** Each byte next to each other one. */
const EVERY_BYTE = Buffer.from(Array.from({ length: 65_536 }, (_, pair) => [pair >> 8, pair & 255]).flat())

const GIGABYTE_AND_A_HALF = 1_500_000_000
const MOST_RSS_KB = 150 * 1024

export const STREAMS: readonly Case[] = [
  {
    number: 48,
    title: '3 MB on stdin',
    async observe(tool) {
      const input = randomBytes(3_000_000)
      const { end, stdout } = await finish(tool, sh('sha256sum'), { input })
      return { end, intact: stdout.toString().startsWith(sha256(input)) }
    },
    expected: { end: { code: 0 }, intact: true },
  },
  {
    number: 49,
    title: 'stdin closed',
    async observe(tool) {
      const { end, stdout } = await pipeline(tool, sh('cat; echo end'), '<&-')
      return { end, stdout: stdout.toString() }
    },
    expected: { end: { code: 0 }, stdout: 'end\n' },
  },
  {
    number: 50,
    title: 'yes | head -1: ends at once by SIGPIPE, and says nothing',
    async observe(tool) {
      const { stdout, stderr } = await pipeline(tool, ['yes'], '| head -1; echo "${PIPESTATUS[0]}"')
      return { stdout: stdout.toString(), stderr }
    },
    expected: { stdout: 'y\n141\n', stderr: '' },
  },
  {
    number: 51,
    title: 'a stopped reader holds the target up, and 1.5 GB pass in less than 150 MB',
    async observe(tool) {
      const running = start(tool, ['head', '-c', String(GIGABYTE_AND_A_HALF), '/dev/zero'], { stdio: ['ignore', 'pipe', 'pipe'] })
      const { stdout } = running.child
      stdout?.removeAllListeners('data').pause()
      await standsStill(running.pid)
      let bytes = 0
      let most = 0
      stdout?.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        most = Math.max(most, Number(statusField(running.pid, 'VmHWM') ?? 0))
      })
      stdout?.resume()
      const end = await running.ended
      return { end, bytes, small: most < MOST_RSS_KB }
    },
    expected: { end: { code: 0 }, bytes: GIGABYTE_AND_A_HALF, small: true },
  },
  {
    number: 52,
    title: 'binary output identical byte for byte',
    async observe(tool) {
      const { stdout } = await finish(tool, ['cat'], { input: EVERY_BYTE })
      return stdout.equals(EVERY_BYTE)
    },
    expected: true,
  },
  {
    number: 53,
    title: 'UTF-8 cut at any byte',
    async observe(tool) {
      const text = Buffer.from('a é 漢 🔑\n')
      const script = `const b = Buffer.from('${text.toString('hex')}', 'hex'); let i = 0
        const next = () => i < b.length && process.stdout.write(b.subarray(i, ++i), () => setImmediate(next)); next()`
      const { stdout } = await finish(tool, [process.execPath, '-e', script])
      return stdout.equals(text)
    },
    expected: true,
  },
  {
    number: 54,
    title: 'order kept within a stream, and between the two where they are one',
    async observe(tool) {
      const script = 'i=0; while [ $i -lt 500 ]; do echo "o $i"; echo "e $i" >&2; i=$((i + 1)); done'
      const { stdout } = await pipeline(tool, sh(script), '2>&1 | cat')
      const wanted = Array.from({ length: 500 }, (_, index) => `o ${index}\ne ${index}\n`).join('')
      return stdout.toString() === wanted
    },
    expected: true,
  },
  {
    number: 55,
    title: 'last bytes without newline',
    observe: async (tool) => (await finish(tool, sh('printf "no newline"'))).stdout.toString(),
    expected: 'no newline',
  },
  {
    number: 56,
    title: 'the target ends, a grandchild holds the pipe',
    async observe(tool) {
      const out = fresh(tool, 'out')
      const fd = openSync(out, 'w')
      const running = start(tool, sh('sleep 300 & echo $!; exit 6'), { stdio: ['ignore', fd, 'ignore'] })
      closeSync(fd)
      const [code] = await once(running.child, 'exit')
      const grandchild = Number(readFileSync(out, 'utf8'))
      const alive = !isGone(grandchild)
      process.kill(grandchild, 'SIGKILL')
      return { code, alive }
    },
    expected: { code: 6, alive: true },
  },
  {
    number: 57,
    title: 'fd 3 and above pass through, and /dev/stdout and /dev/stderr can be opened',
    async observe(tool) {
      const script = 'echo three >&3; echo nine >&9; echo err > /dev/stderr; echo out > /dev/stdout; cat <&5'
      const line = `${shellLine(tool.command(sh(script)))} 3>&1 9>&2 5< <(echo five)`
      // Real pipes, unlike what the harness reads from: those are sockets, which cannot be opened by name.
      const piped = ['bash', '-c', `{ ${line}; } 2> >(cat >&2) | cat`]
      const { stdout, stderr } = await finish({ ...tool, command: () => piped }, [])
      return { stdout: stdout.toString().split('\n').sort(), stderr: stderr.split('\n').sort() }
    },
    expected: { stdout: ['', 'five', 'out', 'three'], stderr: ['', 'err', 'nine'] },
  },
  {
    number: 58,
    title: 'a prompt without newline appears within 150 ms, even when its tail begins like a secret',
    async observe(tool) {
      const script = `printf "value? %.4s" "$${tool.secret}"; read answer; printf "value? %.20s" "$${tool.secret}"; read answer`
      const running = start(tool, sh(script))
      await running.saw(/^value\? .{0,4}/)
      running.child.stdin?.write('one\n')
      await running.saw(/value\? .*value\? /)
      running.child.stdin?.end('two\n')
      return await running.ended
    },
    expected: { code: 0 },
  },
]

/** How often in a row a count must be the same to be standing still. */
const SAME_LOOKS = 20

/** Resolves when the process reads and writes no more: it is held up. */
async function standsStill(pid: number): Promise<void> {
  let before = ''
  let same = 0
  await eventually('the output stands still', () => {
    const now = /rchar.*\nwchar.*/.exec(textOf(`/proc/${pid}/io`) ?? '')?.[0] ?? ''
    same = now === before && Number(/wchar: (\d+)/.exec(now)?.[1]) > 0 ? same + 1 : 0
    before = now
    return same >= SAME_LOOKS
  })
}
