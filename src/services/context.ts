import type { Memory } from '../schema/read-schema.ts'
import type { Folders } from '../settings/folders.ts'
import type { Prompter } from '../stores/store.ts'

/** The caller's environment as it was when sotto started, variables that sotto disarmed for itself included. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A stream of ours as a service sees it. Everything written passes a redactor first: the last net, not the first. */
export interface Output {
  write(text: string): void
  isTerminal: boolean
  /** Width in columns; 80 where it is unknown. */
  columns: number
  /** Whether colour may be used: a terminal, and neither NO_COLOR nor TERM=dumb. */
  colour: boolean
}

/** A folder of ours that nobody else can read or write. No method ever throws: it holds nothing that is needed. */
export interface PrivateFolder {
  /** Absolute. */
  path: string
  /** `undefined`: there is no such file, or it is not ours alone. */
  read(name: string): Buffer | undefined
  /** Replaces the file in one step. */
  write(name: string, bytes: Buffer): void
}

/** Everything a use case may know of the world around it. `cli/context.ts` makes the only real one. */
export interface Context {
  /** Working directory, absolute. */
  cwd: string
  env: Environment
  platform: NodeJS.Platform
  folders: Folders
  /** Opens `name` in the user's cache folder, creating it; `undefined` where it would not be ours alone. */
  privateFolder(name: string): PrivateFolder | undefined
  /** What earlier starts have found out; absent where nothing is kept from one start to the next. */
  memory: Memory | undefined
  /** The OS user: `uid` is undefined on Windows. */
  user: { name: string; uid: number | undefined }
  /** How sotto was started, to be repeated in suggestions: `npx sotto`, `pnpm exec sotto`, `sotto`. */
  invocation: string
  stdout: Output
  stderr: Output
  now(): Date
  /** Aborted by ^C, SIGTERM and SIGHUP until {@link Context.yieldSignals}. */
  signal: AbortSignal
  /** Told when a native call goes on although it was given up, for which the process is not to wait at its end. */
  leaveBehind(): void
  /** From here on signals are the target's business: none aborts {@link Context.signal} or ends sotto any more. */
  yieldSignals(): void
  /** Asks the person at `/dev/tty`, never on stdin. `undefined` where nobody is there. */
  prompt: Prompter | undefined
  /**
   * Reads stdin to its end, or until there are more than `most` bytes of it; `undefined` where that is a terminal, at
   * which a person is asked instead. For `set` only.
   */
  readStdin(most: number): Promise<Buffer | undefined>
}
