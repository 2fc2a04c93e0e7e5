/** A way to run a command: by itself, or through a tool that is to be invisible. */
export interface Tool {
  name: string
  /** The full command line that runs `command`. Flags are sotto's own, and only its own cases use them. */
  command(command: readonly string[], flags?: readonly string[]): string[]
  /** Working directory, with what the tool needs in it. */
  cwd: string
  env: Record<string, string>
  /** Whether SIGUSR2 does not pass, so that a target that counts signals has to be told on stdin to stop. */
  withoutUsr2?: true
  /** The secret that the tool puts into the environment, by name. */
  secret: string
}

/** What is expected is what the command by itself gives on this machine. */
export const SAME = Symbol('same as by itself')

/** One acceptance case. */
export interface Case {
  number: number
  title: string
  /** Runs something through the tool and says what could be seen from outside. */
  observe(tool: Tool): Promise<unknown>
  /** What there is to see when the command runs by itself: {@link SAME} where that depends on the machine. */
  expected: unknown
  /** Set where the case is about sotto's own words or flags, so that running the command by itself shows nothing. */
  own?: true
  /** Set where it takes minutes on a slow machine. */
  slow?: true
  /** Why it cannot be run on this machine; `undefined` where it can. */
  lacking?(): string | undefined
}
