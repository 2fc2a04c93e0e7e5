import { spawnSync } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { devNull } from 'node:os'

/** A command to be timed. */
export interface Subject {
  name: string
  command: string
  args: readonly string[]
  /** The whole environment; absent: the bench's own. Without NODE_EXTRA_CA_CERTS either way: Node reads the file at start. */
  env?: Readonly<Record<string, string | undefined>>
  cwd?: string
}

/** How long one subject took beside another, over interleaved pairs. */
export interface Comparison {
  /** Median wall time in milliseconds. */
  subject: number
  baseline: number
  /** Median of the ratios of each pair: a slow moment of the machine meets both. */
  ratio: number
  pairs: number
}

/** Runs `subject` and `baseline` in turn, `pairs` times after two unmeasured rounds. Throws when either fails. */
export function compare(subject: Subject, baseline: Subject, pairs: number): Comparison {
  for (const warmUp of [subject, baseline, subject, baseline]) once(warmUp)
  const times = Array.from({ length: pairs }, () => [once(subject), once(baseline)] as const)
  return {
    subject: median(times.map(([own]) => own)),
    baseline: median(times.map(([, other]) => other)),
    ratio: median(times.map(([own, other]) => own / other)),
    pairs,
  }
}

/** The middle value; of an even number the lower middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}

/** Two outputs that are not one and the same, so that a wrapper has two to relay; neither is kept. */
function once({ name, command, args, env = process.env, cwd }: Subject): number {
  const [stdout, stderr] = [openSync(devNull, 'w'), openSync('/dev/zero', 'w')]
  const started = process.hrtime.bigint()
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', stdout, stderr],
    env: { ...env, NODE_EXTRA_CA_CERTS: undefined },
    cwd,
  })
  const elapsed = Number(process.hrtime.bigint() - started) / 1e6
  closeSync(stdout)
  closeSync(stderr)
  if (error !== undefined || status !== 0) throw new Error(`${name} failed with status ${status}`)
  return elapsed
}
