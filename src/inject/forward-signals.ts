import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { HeldSignals } from './signals.ts'

/** What a terminal, and the shell that minds it, send to the whole process group. */
const SENT_TO_GROUPS = ['SIGINT', 'SIGQUIT', 'SIGWINCH', 'SIGCONT'] as const

/**
 * Hands the target each signal that the kernel does not deliver to it anyway: it is in our process group.
 */
export function forwardSignals(signals: HeldSignals, child: ChildProcess): void {
  const fromTerminal: ReadonlySet<NodeJS.Signals> = new Set(hasTerminal() ? SENT_TO_GROUPS : [])
  signals.deliverTo((signal) => {
    if (!fromTerminal.has(signal)) child.kill(signal)
  })
}

/** Whether keys can reach us: our own streams do not tell, since each of them may lead elsewhere. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'))
    return true
  } catch {
    return false
  }
}
