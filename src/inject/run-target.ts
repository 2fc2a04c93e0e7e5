import { chooseMode, type ModeFacts } from './choose-mode.ts'
import { dyingWithParent } from './die-with-parent.ts'
import type { Launch } from './launch.ts'
import { restoreOpenFiles } from './open-files-limit.ts'
import type { OpenPseudoTerminal } from './pseudo-terminal.ts'
import { replacementFor, replaceProcess } from './replace-process.ts'
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
export async function runTarget(asked: Target, options: RunOptions): Promise<TargetEnd> {
  const { launch, note } = options
  await launch.pipes
  const wanted = await restoreOpenFiles(asked, launch.openFiles)
  const request = launch.signals.request()
  if (request !== undefined) return { signal: request }

  const redaction = options.redaction?.isEmpty ? undefined : options.redaction
  const alone = redaction === undefined && options.nothingLeftToDo
  const replacement = alone ? replacementFor(wanted, launch.descriptors) : undefined
  const open = redaction && (await pseudoTerminalsFor(launch, note))
  const facts: ModeFacts = {
    redact: redaction !== undefined,
    terminal: launch.terminal,
    pseudoTerminal: open !== undefined,
    replaceable: replacement !== undefined,
  }
  const mode = chooseMode(facts)
  if (mode.kind === 'replace') {
    replaceProcess(replacement!, wanted)
    return runTarget(asked, { ...options, nothingLeftToDo: false })
  }
  const target = options.dieWithParent ? guarded(wanted, note) : wanted
  if (mode.kind === 'terminal') {
    const { runInTerminal } = await import('./run-in-terminal.ts')
    return runInTerminal(target, open!, launch, redaction!)
  }
  return runWithStreams(target, mode, { launch, redaction, open })
}

/** Loaded only where an output is a terminal: nothing else needs it. */
async function pseudoTerminalsFor(
  { terminal }: Launch,
  note: RunOptions['note'],
): Promise<OpenPseudoTerminal | undefined> {
  if (!terminal.stdout && !terminal.stderr) return undefined
  const { loadPseudoTerminal } = await import('./pseudo-terminal.ts')
  const open = await loadPseudoTerminal()
  if (open === undefined) {
    note(
      'no pseudo-terminal can be had here, so the command sees pipes; with --no-redact it sees the terminal',
    )
  }
  return open
}

function guarded(target: Target, note: RunOptions['note']): Target {
  const dying = dyingWithParent(target)
  if (dying === undefined)
    note('--die-with-parent needs Linux and setpriv: the command will outlive a killed sotto')
  return dying ?? target
}
