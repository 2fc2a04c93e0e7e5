import type { Environment } from '../../services/context.ts'
import { harmlessOptions, READ_EARLY, READ_LATE } from './disarmed.ts'

/** Carries what we took out of our own environment over a restart, as JSON. The target never sees it. */
const CARRIER = 'SOTTO_DISARMED'

/**
 * Frees our own process of everything that makes Node or a store's SDK print, write or open to others what it
 * handles, and gives back the environment as the caller had it, for the target. Call it before any other import.
 * `undefined`: the work is done by a second process, and this one only waits for it.
 */
export function takeCallerEnvironment(): Environment | undefined {
  // Without a listener this signal opens the inspector, through which our memory can be read.
  process.on('SIGUSR1', () => {})
  // What Node or an SDK wants to warn of is no concern of the person who runs a target.
  process.removeAllListeners('warning')

  const caller = callerEnvironment(process.env)
  const restarted = CARRIER in process.env
  delete process.env[CARRIER]
  if (!restarted && isArmed(process.env, process.execArgv)) {
    const env = disarmedEnvironment(caller)
    void import('./restart.ts').then(({ restart }) => restart(harmlessOptions(process.execArgv), env))
    return undefined
  }
  for (const name of READ_LATE) delete process.env[name]
  return caller
}

/** Whether something is in force that a process cannot take off itself. */
export function isArmed(env: Environment, execArgv: readonly string[]): boolean {
  return (
    READ_EARLY.some((name) => Boolean(env[name])) ||
    harmlessOptions(execArgv).length < execArgv.length ||
    harmlessOptions(wordsOf(env.NODE_OPTIONS)).length < wordsOf(env.NODE_OPTIONS).length
  )
}

/** What a restarted process is given: nothing that was read early, and all of it in the carrier. */
export function disarmedEnvironment(caller: Environment): NodeJS.ProcessEnv {
  const disarmed: Record<string, string | undefined> = { ...caller }
  const carried: Record<string, string> = {}
  for (const name of [...READ_EARLY, 'NODE_OPTIONS']) {
    const value = caller[name]
    if (value === undefined) continue
    carried[name] = value
    delete disarmed[name]
  }
  const options = harmlessOptions(wordsOf(caller.NODE_OPTIONS)).join(' ')
  if (options !== '') disarmed.NODE_OPTIONS = options
  return { ...disarmed, [CARRIER]: JSON.stringify(carried) }
}

/** The environment as the caller had it, whether or not we have been restarted. */
export function callerEnvironment(env: Environment): Environment {
  const { [CARRIER]: carried, ...own } = env
  return Object.assign(Object.create(null), own, carried === undefined ? {} : readCarrier(carried))
}

/** A carrier that we did not write is ignored. */
function readCarrier(text: string): Record<string, string> {
  try {
    const carried: unknown = JSON.parse(text)
    return Object.fromEntries(
      Object.entries(carried as object).filter(([, value]) => typeof value === 'string'),
    )
  } catch {
    return {}
  }
}

/** A quoted option is never harmless, so splitting at blanks is enough. */
function wordsOf(options: string | undefined): string[] {
  return (options ?? '').split(' ').filter((word) => word !== '')
}
