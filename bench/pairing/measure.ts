import { spawnSync } from 'node:child_process'

/** A command to be timed. */
export interface Subject {
  name: string
  command: string
  args: readonly string[]
  env?: Readonly<Record<string, string>>
  cwd?: string
}

/** How long one subject took beside another, over interleaved pairs. */
export interface Comparison {
  /** Median wall time in milliseconds. */
  subject: number
  baseline: number
  /** Median of the ratios of each pair: what a slow moment of the machine does to both cancels out. */
  ratio: number
  pairs: number
}

/** Runs `subject` and `baseline` in turn, `pairs` times after one unmeasured round. Throws when either fails. */
export function compare(subject: Subject, baseline: Subject, pairs: number): Comparison {
  once(subject)
  once(baseline)
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

function once({ name, command, args, env, cwd }: Subject): number {
  const started = process.hrtime.bigint()
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'ignore'],
    env: env ?? process.env,
    cwd,
  })
  const elapsed = Number(process.hrtime.bigint() - started) / 1e6
  if (error !== undefined || status !== 0) throw new Error(`${name} failed with status ${status}`)
  return elapsed
}
