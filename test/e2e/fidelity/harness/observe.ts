import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { setTimeout } from 'node:timers/promises'

const LOOK_EVERY_MS = 10
const PATIENCE_MS = 15_000

/** Looks until `happened` gives something; what cannot be waited for, such as a process's state, is looked at. */
export async function eventually<T>(what: string, happened: () => T | undefined | false): Promise<T> {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    const seen = happened()
    if (seen !== undefined && seen !== false) return seen
    if (Date.now() > until) throw new Error(`never happened: ${what}`)
    await setTimeout(LOOK_EVERY_MS)
  }
}

/** `undefined` while there is no such file. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** One field of /proc/PID/status; `undefined` when the process is gone. */
export function statusField(pid: number, field: string): string | undefined {
  return new RegExp(`^${field}:\\s*(\\S+)`, 'm').exec(textOf(`/proc/${pid}/status`) ?? '')?.[1]
}

/** Whether the process has a handler of its own for a signal. */
export function catches(pid: number, signal: NodeJS.Signals): boolean {
  const mask = BigInt(`0x${statusField(pid, 'SigCgt') ?? '0'}`)
  return ((mask >> BigInt(constants.signals[signal] - 1)) & 1n) === 1n
}

/** By which the sotto that is `pid` can tell by now to whom a signal was sent. */
export function witnessOf(pid: number): number | undefined {
  const found = spawnSync('pgrep', ['-P', String(pid), '-r', 'D,R,S,T', '-x', 'cat'], { encoding: 'utf8' })
  return Number(found.stdout) || undefined
}

export function hasWitness(pid: number): boolean {
  return witnessOf(pid) !== undefined
}

/** Whether the process has ended, a zombie included. */
export function isGone(pid: number): boolean {
  const state = statusField(pid, 'State')
  return state === undefined || state === 'Z' || state === 'X'
}
