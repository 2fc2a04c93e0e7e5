import type { ChildProcess } from 'node:child_process'
import { disableOwnCoreDumps } from './core-limit.ts'
import { drained } from './drained.ts'
import { followJobControl } from './job-control.ts'
import type { Launch } from './launch.ts'
import { OuterTerminal } from './outer-terminal.ts'
import type { OpenPseudoTerminal } from './pseudo-terminal.ts'
import { signalsOf } from './signal-keys.ts'
import { startSession } from './start-session.ts'
import type { Redaction, Target, TargetEnd } from './target.ts'

/** Runs `target` in a session and a pseudo-terminal of its own, between which and our terminal we redact. */
export async function runInTerminal(
  target: Target,
  open: OpenPseudoTerminal,
  launch: Launch,
  redaction: Redaction,
): Promise<TargetEnd> {
  let child: ChildProcess | undefined
  const told: NodeJS.Signals[] = []
  const outer = new OuterTerminal((keys) => {
    const signals = signalsOf(keys, pty.masterFd, child?.pid)
    const more = pty.master.write(keys)
    for (const signal of signals) {
      told.push(signal)
      process.kill(0, signal)
    }
    return more
  })
  const pty = open(outer.size)
  pty.master.on('drain', () => outer.more()).cork()
  outer.copySettingsTo(pty.terminal)
  outer.onResize(() => pty.resize(outer.size))
  outer.take()
  try {
    const session = startSession(target, pty, launch.descriptors)
    const { ended, begun, release } = session
    child = session.child
    pty.closeTerminal()
    begun.then(() => pty.master.uncork())
    const relay = redaction.relay(pty.master, () => process.stdout)
    const shown = async () => {
      await drained(pty.master, pty.masterFd)
      relay.showHeld()
    }
    followJobControl(child, { outer, signals: launch.signals, told, begun, shown })
    disableOwnCoreDumps()
    const end = await ended
    await drained(pty.master, pty.masterFd)
    pty.master.destroy()
    await relay.ended
    release()
    return end
  } finally {
    outer.release()
  }
}
