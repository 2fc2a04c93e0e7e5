import type { Readable, Writable } from 'node:stream'
import type { ChildEnvironment } from './environment.ts'

/** The command to run, in full. */
export interface Target {
  /** Programs in front, with their arguments: each turns into the next, and the last into the command. */
  through: readonly string[]
  command: string
  args: readonly string[]
  /** Absolute. */
  cwd: string
  environment: ChildEnvironment
}

/** The program to start and all its arguments. */
export function argvOf({ through, command, args }: Target): [string, ...string[]] {
  const [program = command, ...rest] = through
  return through.length > 0 ? [program, ...rest, command, ...args] : [command, ...args]
}

/** How a target ended: with an exit status of its own, or by a signal. */
export type TargetEnd = { code: number } | { signal: NodeJS.Signals }

/** A source that is being copied. */
export interface Relay {
  /** Settles when the last byte is written. Never rejects. */
  ended: Promise<unknown>
  /** Shows what is held back as if there had been a long silence. */
  showHeld(): void
}

/** What inject has to know of redaction. */
export interface Redaction {
  /** Whether there is nothing to redact, so that the streams can be handed over as they are. */
  readonly isEmpty: boolean
  /**
   * Copies `source`, redacted, to what `openSink` opens for the first byte, and never ends that. A source that is
   * destroyed has ended; a sink that breaks destroys the source.
   */
  relay(source: Readable, openSink: () => Writable): Relay
}
