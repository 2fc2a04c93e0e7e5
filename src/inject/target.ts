import type { Readable, Writable } from 'node:stream'
import type { ChildEnvironment } from './environment.ts'

/** The command to run, in full. */
export interface Target {
  command: string
  args: readonly string[]
  /** Absolute. */
  cwd: string
  environment: ChildEnvironment
}

/** How a target ended: with an exit status of its own, or by a signal. */
export type TargetEnd = { code: number } | { signal: NodeJS.Signals }

/** What inject has to know of redaction. */
export interface Redaction {
  /** Whether there is nothing to redact, so that the streams can be handed over as they are. */
  readonly isEmpty: boolean
  /**
   * Copies `source` to `sink`, redacted, and settles when the last byte is written. A source that is destroyed
   * has ended; a sink that breaks destroys the source. Never ends `sink`, never rejects.
   */
  relay(source: Readable, sink: Writable): Promise<unknown>
}
