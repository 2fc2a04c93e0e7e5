import type { Mode } from './choose-mode.ts'
import { forwardSignals } from './forward-signals.ts'
import type { Launch } from './launch.ts'
import { openOutlets } from './outlets.ts'
import { startProcess } from './start-process.ts'
import type { Redaction, Target, TargetEnd } from './target.ts'

/** Runs `target` in our own session and terminal, with stdin as it is and an outlet for each output. */
export async function runWithStreams(
  target: Target,
  mode: Extract<Mode, { kind: 'streams' }>,
  launch: Launch,
  redaction: Redaction | undefined,
): Promise<TargetEnd> {
  const outlets = await openOutlets(mode, launch, redaction)
  const { child, ended } = startProcess(target, [0, outlets.stdout, outlets.stderr], launch.descriptors)
  forwardSignals(launch.signals, child)
  outlets.start(child)
  const end = await ended
  await outlets.drain()
  return end
}
