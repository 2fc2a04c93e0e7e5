import type { ChildProcess } from 'node:child_process'
import { forwardSignals } from './forward-signals.ts'
import type { OuterTerminal } from './outer-terminal.ts'
import { processState } from './process-state.ts'
import type { HeldSignals } from './signals.ts'

/**
 * Makes the target's session and our job one to the shell that started us: signals sent to us reach the target,
 * when it stops so do we, and when the shell continues us it goes on.
 */
export function followJobControl(child: ChildProcess, outer: OuterTerminal, signals: HeldSignals): void {
  const pid = child.pid
  if (pid === undefined) return
  process.on('SIGCHLD', () => {
    if (!processState(pid)?.stopped) return
    outer.release()
    // Returns when the shell continues our job, or at once where no shell minds it.
    process.kill(0, 'SIGTSTP')
    outer.take()
    signalGroup(pid, 'SIGCONT')
  })
  process.on('SIGCONT', () => outer.take())
  forwardSignals(signals, child, (signal) => {
    // The terminal's size and our own continuation reach the target another way.
    if (signal !== 'SIGWINCH' && signal !== 'SIGCONT') signalGroup(pid, signal)
  })
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // It has ended meanwhile.
  }
}
