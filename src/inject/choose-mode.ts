/** What decides how a target is run. */
export interface ModeFacts {
  /** Whether there is anything to redact. */
  redact: boolean
  /** Which of the caller's streams are a terminal. */
  terminal: { stdin: boolean; stdout: boolean; stderr: boolean }
  /** Whether a pseudo-terminal can be had. */
  pseudoTerminal: boolean
  /** Whether the target may take our place, because nothing is left for us to do once it runs. */
  replaceable: boolean
}

/**
 * How an output of the target leaves it: handed over as it is, through a real pipe, or through a pseudo-terminal
 * that shows it a terminal.
 */
export type Outlet = 'as-is' | 'pipe' | 'pseudo-terminal'

/** The target stays in our terminal and session, and each output has its outlet. */
export interface StreamsMode {
  kind: 'streams'
  stdout: Outlet
  stderr: Outlet
}

/**
 * `replace`: the target takes the place of our process. `terminal`: it gets a pseudo-terminal of its own for all
 * three streams.
 */
export type Mode = StreamsMode | { kind: 'terminal' } | { kind: 'replace' }

/** The one rule by which a target is run. */
export function chooseMode({ redact, terminal, pseudoTerminal, replaceable }: ModeFacts): Mode {
  if (!redact)
    return replaceable ? { kind: 'replace' } : { kind: 'streams', stdout: 'as-is', stderr: 'as-is' }
  if (pseudoTerminal && terminal.stdin && terminal.stdout && terminal.stderr) return { kind: 'terminal' }
  const outlet = (isTerminal: boolean): Outlet => (isTerminal && pseudoTerminal ? 'pseudo-terminal' : 'pipe')
  return { kind: 'streams', stdout: outlet(terminal.stdout), stderr: outlet(terminal.stderr) }
}
