import type { StreamsMode } from './choose-mode.ts'
import { disableOwnCoreDumps } from './core-limit.ts'
import { forwardSignals } from './forward-signals.ts'
import { type OutletMeans, openOutlets } from './outlets.ts'
import { startProcess } from './start-process.ts'
import type { Target, TargetEnd } from './target.ts'

/** Runs `target` in our own session and terminal, with stdin as it is and an outlet for each output. */
export async function runWithStreams(
  target: Target,
  mode: StreamsMode,
  means: OutletMeans,
): Promise<TargetEnd> {
  const { signals, descriptors } = means.launch
  const outlets = await openOutlets(mode, means)
  const { child, ended } = startProcess(target, [0, outlets.stdout, outlets.stderr], descriptors)
  forwardSignals(signals, child)
  outlets.start(child)
  disableOwnCoreDumps()
  const end = await ended
  await outlets.drain()
  return end
}
