import type { ChildProcess } from 'node:child_process'
import { forwardSignals } from './forward-signals.ts'
import type { OuterTerminal } from './outer-terminal.ts'
import { processState } from './process-state.ts'
import type { HeldSignals } from './signals.ts'
import { stoppable } from './stoppable.ts'

/** What following the job control of a target takes. */
export interface JobControl {
  outer: OuterTerminal
  signals: HeldSignals
  /** Signals that our group got of us, for keys that the target has got: each is taken out when it comes back to us. */
  told: NodeJS.Signals[]
  /** Resolves when the target can be stopped. */
  begun: Promise<unknown>
  /** Resolves when all that the target has printed is shown. */
  shown(): Promise<void>
}

/**
 * Makes the target's session and our job one to the shell that started us: signals sent to us reach the target,
 * when it stops so do we, and when the shell continues us it goes on.
 */
export function followJobControl(
  child: ChildProcess,
  { outer, signals, told, begun, shown }: JobControl,
): void {
  const pid = child.pid
  if (pid === undefined) return
  const isStopped = () => processState(pid)?.stopped ?? false
  const goOn = () => {
    outer.take()
    signalGroup(pid, 'SIGCONT')
  }
  let following = false
  const follow = async () => {
    if (following) return
    following = true
    while (isStopped()) {
      await shown()
      if (isStopped()) {
        outer.release()
        // Returns when the shell continues our job, or at once where no shell minds it.
        stoppable(() => process.kill(0, 'SIGTSTP'))
        // What was sent to us meanwhile, the signal that continued us among it, has had its effect.
        await allDelivered()
      }
      goOn()
    }
    following = false
  }
  const passStopOn = async () => {
    if (following) return
    await begun
    signalGroup(pid, 'SIGTSTP')
  }
  process.on('SIGCHLD', follow).on('SIGTSTP', passStopOn)
  process.on('SIGCONT', () => {
    if (!following) goOn()
  })
  // It may have stopped before anybody listened.
  follow()
  forwardSignals(signals, child, (signal) => {
    const own = told.indexOf(signal)
    if (own >= 0) told.splice(own, 1)
    // The terminal's size and our own continuation reach the target another way.
    else if (signal !== 'SIGWINCH' && signal !== 'SIGCONT') signalGroup(pid, signal)
  })
}

/** Node hands out the signals that have come at its next look for events, between two immediates. */
async function allDelivered(): Promise<void> {
  for (const _ of [1, 2]) await new Promise(setImmediate)
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // It has ended meanwhile.
  }
}
