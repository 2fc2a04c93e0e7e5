import { disableOwnCoreDumps } from './core-limit.ts'
import { drained } from './drained.ts'
import { followJobControl } from './job-control.ts'
import type { Launch } from './launch.ts'
import { OuterTerminal } from './outer-terminal.ts'
import type { OpenPseudoTerminal } from './pseudo-terminal.ts'
import { startSession } from './start-session.ts'
import type { Redaction, Target, TargetEnd } from './target.ts'

/** Runs `target` in a session and a pseudo-terminal of its own, between which and our terminal we redact. */
export async function runInTerminal(
  target: Target,
  open: OpenPseudoTerminal,
  launch: Launch,
  redaction: Redaction,
): Promise<TargetEnd> {
  const outer = new OuterTerminal((keys) => pty.master.write(keys))
  const pty = open(outer.size)
  pty.master.on('drain', () => outer.more()).cork()
  outer.copySettingsTo(pty.terminal)
  outer.onResize(() => pty.resize(outer.size))
  outer.take()
  try {
    const { child, ended, begun, release } = startSession(target, pty, launch.descriptors)
    pty.closeTerminal()
    begun.then(() => pty.master.uncork())
    const relay = redaction.relay(pty.master, () => process.stdout)
    const shown = async () => {
      await drained(pty.master, pty.masterFd)
      relay.showHeld()
    }
    followJobControl(child, { outer, signals: launch.signals, begun, shown })
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
