import { constants } from 'node:os'
import { fresh } from '../harness/fresh.ts'
import { eventually, isGone, statusField, textOf } from '../harness/observe.ts'
import { countsIn, reporter } from '../harness/reporter.ts'
import { type Running, start } from '../harness/running.ts'
import type { Case, Tool } from '../harness/tool.ts'

/** Sends the last signal, before which every other has arrived, and reads the target's account. */
async function account({ withoutUsr2 }: Tool, running: Running) {
  if (withoutUsr2) running.child.stdin?.write('q')
  else running.child.kill('SIGUSR2')
  const end = await running.ended
  return { counts: countsIn(running.stdout().toString()), end }
}

/** Starts a target that tells which signals it gets, and is ready for them. */
async function reporting(tool: Tool, ...also: NodeJS.Signals[]): Promise<Running> {
  const running = start(tool, reporter('', ...also))
  await running.saw(/ready/)
  return running
}

const once = (number: number, title: string, signal: NodeJS.Signals): Case => ({
  number,
  title,
  async observe(tool) {
    const running = await reporting(tool, 'SIGWINCH')
    running.child.kill(signal)
    await running.saw(new RegExp(`^${signal}$`, 'm'))
    return { ...(await account(tool, running)), inspector: /[Dd]ebugger/.test(running.stderr()) }
  },
  expected: { counts: { [signal]: 1 }, end: { code: 0 }, inspector: false },
})

const catches = (pid: number, signal: NodeJS.Signals) => {
  const caught = BigInt(`0x${statusField(pid, 'SigCgt') ?? '0'}`)
  return ((caught >> BigInt(constants.signals[signal] - 1)) & 1n) === 1n
}

export const SIGNALS: readonly Case[] = [
  once(21, 'TERM delivered once', 'SIGTERM'),
  once(22, 'INT once', 'SIGINT'),
  once(23, 'HUP', 'SIGHUP'),
  once(24, 'QUIT', 'SIGQUIT'),
  once(25, 'USR1, and no inspector opens', 'SIGUSR1'),
  {
    number: 26,
    title: 'USR2',
    async observe(tool) {
      const running = await reporting(tool)
      running.child.kill('SIGUSR2')
      return await running.ended
    },
    expected: { code: 0 },
  },
  once(27, 'WINCH', 'SIGWINCH'),
  once(28, 'ALRM', 'SIGALRM'),
  {
    number: 29,
    title: 'CONT after STOP',
    async observe(tool) {
      const running = await reporting(tool)
      running.child.kill('SIGSTOP')
      await eventually('we are stopped', () => statusField(running.pid, 'State') === 'T')
      running.child.kill('SIGCONT')
      await running.saw(/^SIGCONT$/m)
      return account(tool, running)
    },
    expected: { counts: { SIGCONT: 1 }, end: { code: 0 } },
  },
  {
    number: 30,
    title: 'a signal before the target exists',
    async observe(tool) {
      const mark = fresh(tool, 'started')
      const running = start(tool, ['sh', '-c', `echo started > ${mark}; exec sleep 60`])
      await eventually('TERM is caught', () => catches(running.pid, 'SIGTERM') || isGone(running.pid))
      running.child.kill('SIGTERM')
      return await running.ended
    },
    expected: { signal: 'SIGTERM' },
    own: true,
  },
  {
    number: 31,
    title: 'a signal after its end',
    async observe(tool) {
      const running = start(tool, ['sh', '-c', 'echo $$ >&2; head -c 200000 /dev/zero; exit 7'], { input: '' })
      running.child.stdout?.pause()
      const target = await eventually('the target tells its id', () => Number(running.stderr()) || undefined)
      running.child.stdout?.resume()
      await eventually('the target has ended', () => isGone(target))
      running.child.kill('SIGTERM')
      const end = await running.ended
      return { end, bytes: running.stdout().length }
    },
    expected: { end: { code: 7 }, bytes: 200_000 },
    own: true,
  },
  {
    number: 32,
    title: 'a shutdown of 30 s is waited for',
    async observe(tool) {
      const script = 'trap "echo stopping; sleep 30; echo stopped; exit 3" TERM; echo ready; while :; do read line; done'
      const running = start(tool, ['sh', '-c', script])
      await running.saw(/ready/)
      running.child.kill('SIGTERM')
      running.child.stdin?.write('\n')
      const end = await running.ended
      return { end, stdout: running.stdout().toString() }
    },
    expected: { end: { code: 3 }, stdout: 'ready\nstopping\nstopped\n' },
    own: true,
  },
  {
    number: 33,
    title: 'a target that ignores TERM keeps running',
    async observe(tool) {
      const running = start(tool, ['sh', '-c', 'trap "" TERM; echo ready; read line; echo "got $line"'])
      await running.saw(/ready/)
      running.child.kill('SIGTERM')
      running.child.stdin?.end('more\n')
      return { end: await running.ended, stdout: running.stdout().toString() }
    },
    expected: { end: { code: 0 }, stdout: 'ready\ngot more\n' },
  },
  {
    number: 34,
    title: 'a burst of 1,000 signals',
    async observe(tool) {
      const running = await reporting(tool)
      for (let sent = 0; sent < 1000; sent++) running.child.kill(sent % 2 === 0 ? 'SIGUSR1' : 'SIGTERM')
      await running.saw(/SIGUSR1/)
      await running.saw(/SIGTERM/)
      const { counts, end } = await account(tool, running)
      return { some: Object.keys(counts).sort(), end }
    },
    expected: { some: ['SIGTERM', 'SIGUSR1'], end: { code: 0 } },
  },
  {
    number: 35,
    title: 'grandchildren get a group signal, and the target only once',
    async observe(tool) {
      const log = fresh(tool, 'grandchild')
      const child = reporter().join(' ')
      const grandchild = reporter(log).join(' ')
      const running = start(tool, ['sh', '-c', `${grandchild} </dev/null & exec ${child}`])
      await running.saw(/ready/)
      await eventually('the grandchild is ready', () => textOf(log)?.includes('ready'))
      process.kill(-running.pid, 'SIGTERM')
      await running.saw(/^SIGTERM$/m)
      await eventually('the grandchild has it', () => textOf(log)?.includes('SIGTERM'))
      process.kill(Number(/ready (\d+)/.exec(textOf(log) ?? '')?.[1]), 'SIGUSR2')
      await eventually('the grandchild has ended', () => textOf(log)?.includes('counts'))
      return { ...(await account(tool, running)), grandchild: countsIn(textOf(log) ?? '') }
    },
    expected: { counts: { SIGTERM: 1 }, end: { code: 0 }, grandchild: { SIGTERM: 1 } },
  },
]
