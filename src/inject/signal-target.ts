import type { ChildProcess } from 'node:child_process'

/**
 * Sends `signal` to the target, if it still runs and we may. Not by the child's own method, which reports a target that
 * we may not signal, such as sudo's, as one that did not start.
 */
export function signalTarget({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended meanwhile, or is out of reach, for us as for whoever sent the signal.
  }
}
