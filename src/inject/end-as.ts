import { closeSync } from 'node:fs'
import { constants } from 'node:os'
import { isatty } from 'node:tty'
import type { TargetEnd } from './target.ts'

/** Signals whose default action writes a core file, which would hold values: signal(7). */
const CORE_DUMPING: ReadonlySet<NodeJS.Signals> = new Set([
  'SIGQUIT',
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGSEGV',
  'SIGSYS',
  'SIGXCPU',
  'SIGXFSZ',
])

/**
 * Ends this process as the target ended, so that our parent sees what it would have seen without us: the same
 * status, or death by the same signal. A signal that dumps core becomes 128 + n, and so does any as PID 1,
 * which the kernel shields from signals. Output still in our buffers is lost: await it first.
 */
export function endAs(end: TargetEnd): never {
  if ('code' in end) exit(end.code)
  if (process.pid !== 1 && !CORE_DUMPING.has(end.signal)) raise(end.signal)
  exit(128 + constants.signals[end.signal])
}

/**
 * At its exit Node gives each terminal among its streams the settings that it found at its start, whoever has the
 * terminal by then. It leaves a closed stream alone.
 */
function exit(code: number): never {
  for (const fd of [0, 1, 2]) if (isatty(fd)) closeSync(fd)
  process.exit(code)
}

/** Node ignores some signals from its start on; adding a listener and taking it away restores the default. */
function raise(signal: NodeJS.Signals): void {
  if (signal !== 'SIGKILL') {
    process.on(signal, () => {})
    process.removeAllListeners(signal)
  }
  process.kill(process.pid, signal)
}
