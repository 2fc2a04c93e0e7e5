import { fstatSync } from 'node:fs'
import { isatty } from 'node:tty'
import { inheritedDescriptors } from './inherited-descriptors.ts'
import { callersOpenFiles } from './open-files-limit.ts'
import { closePipe, type RealPipe } from './pipe-supply.ts'
import { makeRealPipes } from './real-pipe.ts'
import { type HeldSignals, holdSignals } from './signals.ts'

/** What is made ready for a target while its secrets are being fetched. */
export interface Launch {
  signals: HeldSignals
  /** Descriptors from 3 up that the target inherits. */
  descriptors: readonly number[]
  /** Which of our streams are a terminal. Asked only where outputs are going to be redacted: asking loads Node's net. */
  terminal: { stdin: boolean; stdout: boolean; stderr: boolean }
  /** Whether stdout and stderr are one and the same, as after `2>&1`. */
  oneOutput: boolean
  /** The caller's soft limit of open files, where ours is another. */
  openFiles: number | undefined
  /** One for each distinct output that is no terminal; fewer where the platform makes none. */
  pipes: Promise<RealPipe[]>
}

/**
 * To be called first of all by a run: catches signals from here on, and starts what takes time.
 * `redact` says whether the outputs are going to be redacted, `supply` where {@link takePipes} finds pipes.
 */
export function prepareLaunch({ redact, supply }: { redact: boolean; supply: string | undefined }): Launch {
  const signals = holdSignals()
  const descriptors = inheritedDescriptors()
  const isTerminal = (fd: number) => redact && isatty(fd)
  const terminal = { stdin: isTerminal(0), stdout: isTerminal(1), stderr: isTerminal(2) }
  const oneOutput = isSameFile(1, 2)
  const piped = [terminal.stdout, terminal.stderr].filter((terminal) => !terminal).length
  const count = redact ? Math.min(piped, oneOutput ? 1 : 2) : 0
  const pipes = makeRealPipes(count, supply)
  return { signals, descriptors, terminal, oneOutput, openFiles: callersOpenFiles(), pipes }
}

/** Gives up: the target will not be started. */
export async function abandonLaunch({ signals, pipes }: Launch): Promise<void> {
  signals.release()
  for (const pipe of await pipes) closePipe(pipe)
}

function isSameFile(one: number, other: number): boolean {
  try {
    const a = fstatSync(one)
    const b = fstatSync(other)
    return a.ino === b.ino && a.dev === b.dev && a.rdev === b.rdev
  } catch {
    return false
  }
}
