import { chooseMode } from './choose-mode.ts'
import type { Launch } from './launch.ts'
import { runWithStreams } from './run-with-streams.ts'
import type { Redaction, Target, TargetEnd } from './target.ts'

/** How a target is to be run. */
export interface RunOptions {
  /** From `prepareLaunch`, which was called before anything else. */
  launch: Launch
  /** `undefined` hands the streams over as they are. */
  redaction: Redaction | undefined
  /** Whether the target is to end when we are killed. Linux only. */
  dieWithParent: boolean
  /** Whether the target may take our place, because nothing is left to be done at its end: no lease is held. */
  nothingLeftToDo: boolean
  /** Shows the user one line on stderr. */
  note(text: string): void
}

/**
 * Runs `target` so that neither it nor our caller can tell the difference, redaction aside, and resolves when it
 * has ended and all its output is written. Throws AppError TARGET_NOT_FOUND or TARGET_NOT_EXECUTABLE.
 */
export async function runTarget(target: Target, options: RunOptions): Promise<TargetEnd> {
  const { launch, redaction } = options
  const mode = chooseMode({
    redact: redaction !== undefined && !redaction.isEmpty,
    terminal: launch.terminal,
    pseudoTerminal: false,
    replaceable: false,
  })
  switch (mode.kind) {
    case 'streams':
      return runWithStreams(target, mode, launch, redaction)
    case 'terminal':
    case 'replace':
      throw new Error('unreachable')
  }
}
