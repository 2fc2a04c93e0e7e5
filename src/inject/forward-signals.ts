import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { GroupWitness } from './group-witness.ts'
import { signalTarget } from './signal-target.ts'
import type { HeldSignals } from './signals.ts'

/** What a terminal, and the shell that minds it, send to the whole process group. */
const SENT_TO_GROUPS: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT', 'SIGWINCH', 'SIGCONT'])

/** Those for which the witness cannot tell, because they end no process. */
const ENDLESS: ReadonlySet<NodeJS.Signals> = new Set(['SIGWINCH', 'SIGCONT'])

/** Targets that end sooner do not pay for a witness. */
const WITNESS_AFTER_MS = 10

/**
 * Hands the target each signal that was sent to us alone, in order. `toGroup` is called for one that our whole process
 * group got: a target in it has it already.
 */
export function forwardSignals(
  signals: HeldSignals,
  child: ChildProcess,
  toGroup: (signal: NodeJS.Signals) => void = () => {},
): void {
  const terminal = hasTerminal()
  let witness: GroupWitness | undefined
  const late = setTimeout(() => {
    witness = new GroupWitness()
  }, WITNESS_AFTER_MS)
  child.once('exit', () => clearTimeout(late))

  let earlier = Promise.resolve()
  signals.deliverTo((signal) => {
    const question = ENDLESS.has(signal) ? undefined : witness?.about(signal)
    earlier = earlier.then(async () => {
      if ((await question?.()) ?? (terminal && SENT_TO_GROUPS.has(signal))) toGroup(signal)
      else signalTarget(child, signal)
    })
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
