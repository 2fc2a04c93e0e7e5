import type { StreamsMode } from './choose-mode.ts'
import { disableOwnCoreDumps } from './core-limit.ts'
import { forwardSignals } from './forward-signals.ts'
import { type OutletMeans, openOutlets } from './outlets.ts'
import { asTheyAre, startProcess } from './start-process.ts'
import type { Target, TargetEnd } from './target.ts'

/** Runs `target` in our own session and terminal, with stdin as it is and an outlet for each output. */
export async function runWithStreams(
  target: Target,
  mode: StreamsMode,
  means: OutletMeans,
): Promise<TargetEnd> {
  const { signals, descriptors } = means.launch
  const outlets = await openOutlets(mode, means)
  const stdio = new Map([...asTheyAre(descriptors), [0, 0], ...outlets.targetEnds])
  const { child, ended } = startProcess(target, stdio)
  forwardSignals(signals, child)
  outlets.start(child)
  disableOwnCoreDumps()
  const end = await ended
  await outlets.drain()
  return end
}
