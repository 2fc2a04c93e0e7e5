import { endAs } from './end-as.ts'

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

/** By which a person or a supervisor asks for an end; there is time to leave things in order. */
const REQUESTS: ReadonlySet<NodeJS.Signals> = new Set(['SIGHUP', 'SIGINT', 'SIGTERM'])

/** Signals caught since {@link holdSignals}, on their way to the target. */
export interface HeldSignals {
  /** The request to end that came before the target existed: it is not to be started any more. */
  request(): NodeJS.Signals | undefined
  /** From now on each signal is handed to `deliver`. */
  deliverTo(deliver: (signal: NodeJS.Signals) => void): void
  /** Puts every default action back. */
  release(): void
}

/**
 * Catches signals from now on, so that none is lost between our start and the target's. Before the target exists a
 * first request to end is kept, and any other signal has its usual effect on us. A listener for SIGUSR1 also keeps
 * Node from opening its inspector.
 */
export function holdSignals(): HeldSignals {
  let requested: NodeJS.Signals | undefined
  let deliver = (signal: NodeJS.Signals) => {
    if (HARMLESS.has(signal)) return
    if (requested !== undefined || !REQUESTS.has(signal)) endAs({ signal })
    requested = signal
  }
  const listener = (signal: NodeJS.Signals) => deliver(signal)
  const caught = CATCHABLE.filter((signal) => listen(signal, listener))
  return {
    request: () => requested,
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
