/**
 * Signals that a process can be sent and can act on, except those that report its own faults, those that
 * Node needs for itself, and the three that stop a job.
 */
const CATCHABLE = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGTERM',
  'SIGUSR1',
  'SIGUSR2',
  'SIGALRM',
  'SIGWINCH',
  'SIGCONT',
  'SIGXCPU',
  'SIGPWR',
  'SIGIO',
  'SIGSTKFLT',
] as const satisfies readonly NodeJS.Signals[]

/** Of those, the ones that leave a process alive which has no handler for them: signal(7). */
const HARMLESS: ReadonlySet<NodeJS.Signals> = new Set(['SIGWINCH', 'SIGCONT'])

/** Signals caught since {@link holdSignals}, on their way to the target. */
export interface HeldSignals {
  /** Aborted by the first signal that would have ended the target, had it existed; the reason is its name. */
  readonly interrupted: AbortSignal
  /** From now on each signal is handed to `deliver`. */
  deliverTo(deliver: (signal: NodeJS.Signals) => void): void
  /** Puts every default action back. */
  release(): void
}

/**
 * Catches signals from now on, so that none is lost between our start and the target's: one that comes before
 * the target exists ends the preparation, a later one is the target's. A listener for SIGUSR1 also keeps Node
 * from opening its inspector.
 */
export function holdSignals(): HeldSignals {
  const interruption = new AbortController()
  let deliver = (signal: NodeJS.Signals) => {
    if (!HARMLESS.has(signal)) interruption.abort(signal)
  }
  const listener = (signal: NodeJS.Signals) => deliver(signal)
  const caught = CATCHABLE.filter((signal) => listen(signal, listener))
  return {
    interrupted: interruption.signal,
    deliverTo: (next) => {
      deliver = next
    },
    release: () => {
      for (const signal of caught) process.removeListener(signal, listener)
    },
  }
}

/** Not every platform has every signal. */
function listen(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): boolean {
  try {
    process.on(signal, listener)
    return true
  } catch {
    return false
  }
}
