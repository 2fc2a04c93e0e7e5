import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fresh } from '../harness/fresh.ts'
import { finish, start } from '../harness/running.ts'
import { eventually, isGone } from '../harness/observe.ts'
import { type Case, SAME } from '../harness/tool.ts'

/** Prints its arguments as JSON. */
const ECHO_ARGUMENTS = [process.execPath, '-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--']

const WINDOWS_AWKWARD = ['two words', '%PATH%', '^&', 'a|b', '"', '!x!']
const AWKWARD = ['two words', "it's", '"', '$HOME', '*', '', '--', '--help', 'a', 'b', 'a', '\\', 'ü', '-x', '--', '\n']

/** Prints every variable, every limit and what is blocked or ignored. */
const ENVIRONMENT = ['sh', '-c', 'env | sort; ulimit -a; ulimit -Ha; grep -E "^Sig(Blk|Ign)|^Shd" /proc/self/status']

export const START: readonly Case[] = [
  {
    number: 59,
    title: 'arguments with spaces, quotes, $, *, empty, --, --help, duplicates',
    observe: async (tool) => JSON.parse((await finish(tool, [...ECHO_ARGUMENTS, ...AWKWARD])).stdout.toString()),
    expected: AWKWARD,
  },
  {
    number: 60,
    title: 'environment precedence: the secret wins over an inherited value, --preserve-env over both',
    async observe(tool) {
      const env = { [tool.secret]: 'ambient', OTHER: 'kept' }
      const show = ['sh', '-c', `test "$${tool.secret}" = ambient && echo 'inherited'; echo $OTHER`]
      const usual = await finish(tool, show, { env })
      const preserved = await finish(tool, show, { env, flags: ['--preserve-env', tool.secret] })
      return [usual.stdout.toString(), preserved.stdout.toString()]
    },
    expected: ['kept\n', 'inherited\nkept\n'],
    own: true,
  },
  {
    number: 61,
    title: 'too large: names and sizes only',
    async observe(tool) {
      // A long path counts twice for the target, once for us: what we can just be started with is too much for it.
      const folder = join(fresh(tool, 'long'), 'x'.repeat(200), 'y'.repeat(200))
      await mkdir(folder, { recursive: true })
      const target = join(folder, 'target')
      await copyFile('/bin/true', target)
      const env = largestEnvironment((filler) => start(tool, [target], { env: filler }).child.kill('SIGKILL'))
      const { end, stderr } = await finish(tool, [target], { env })
      return { end, sized: /\d{6,} bytes/.test(stderr), leaked: /z{9}/.test(stderr) }
    },
    expected: { end: { code: 81 }, sized: true, leaked: false },
    own: true,
  },
  {
    number: 62,
    title: 'we are SIGKILLed: the target ends too, where asked',
    async observe(tool) {
      const running = start(tool, ['sh', '-c', 'echo ready $$; exec sleep 300'], { flags: ['--die-with-parent'] })
      const target = Number((await running.saw(/ready (\d+)/))[1])
      running.child.kill('SIGKILL')
      await eventually('the target ends', () => isGone(target))
      return await running.ended
    },
    expected: { signal: 'SIGKILL' },
    own: true,
  },
  {
    number: 63,
    title: 'Windows: a .cmd by its bare name, with arguments that cmd.exe would interpret',
    async observe(tool) {
      const bin = fresh(tool, 'bin')
      await mkdir(bin)
      await writeFile(join(bin, 'shim.cmd'), `@"${process.execPath}" ${ECHO_ARGUMENTS.slice(1).join(' ')} %*\r\n`)
      const { stdout } = await finish(tool, ['shim', ...WINDOWS_AWKWARD], { env: { PATH: `${bin};${tool.env.PATH}` } })
      return JSON.parse(stdout.toString())
    },
    expected: WINDOWS_AWKWARD,
    own: true,
    lacking: () => (process.platform === 'win32' ? undefined : 'Windows only'),
  },
  {
    number: 64,
    title: 'nothing of ours in the environment of the target, nor in its limits',
    async observe(tool) {
      const { stdout } = await finish(tool, ENVIRONMENT)
      const own = new RegExp(`^${tool.secret}=.*\n`, "m")
      return stdout.toString().replace(own, "")
    },
    expected: SAME,
  },
]

const FILLER_BYTES = 100_000

/** The most variables, to 64 bytes, with which `launch` does not throw E2BIG. */
function largestEnvironment(launch: (filler: Record<string, string>) => unknown): Record<string, string> {
  const filler = (bytes: number) =>
    Object.fromEntries(
      Array.from({ length: Math.ceil(bytes / FILLER_BYTES) }, (_, index) => [
        `FILLER_${index}`,
        'z'.repeat(Math.min(FILLER_BYTES, bytes - index * FILLER_BYTES)),
      ]),
    )
  let [fits, exceeds] = [0, 8_000_000]
  while (exceeds - fits > 64) {
    const middle = Math.floor((fits + exceeds) / 2)
    try {
      launch(filler(middle))
      fits = middle
    } catch {
      exceeds = middle
    }
  }
  return filler(fits)
}
