import { processState } from './process-state.ts'
import { stty } from './stty.ts'

/** The keys that end a command, as terminals have them unless somebody chose others: ^C and ^\. */
const KEYS = [
  { byte: 0x03, signal: 'SIGINT', setting: /\bintr = \^C/ },
  { byte: 0x1c, signal: 'SIGQUIT', setting: /\bquit = \^\\/ },
] as const

/**
 * The signals that typing `keys` at the terminal of `pid` means for whoever started it: had it no terminal of its own,
 * they would be in one process group. A command that reads the key itself, or has given its terminal to a group of its
 * own making, as a shell does, keeps it to itself.
 *
 * @param terminal a descriptor of that terminal
 */
export function signalsOf(keys: Buffer, terminal: number, pid: number | undefined): NodeJS.Signals[] {
  const typed = KEYS.filter(({ byte }) => keys.includes(byte))
  if (typed.length === 0 || pid === undefined || !processState(pid)?.foreground) return []
  const settings = stty('stty -a <&3', terminal)
  if (!/(^|\s)isig\b/.test(settings)) return []
  return typed.filter(({ setting }) => setting.test(settings)).map(({ signal }) => signal)
}
