import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { PROPERTIES } from './properties.ts'

const PROPERTIES_IN_TURN = Object.values(PROPERTIES)

/** Runs of one property in a row, from a seed of their own. */
const BATCH = 500

/** Batches that a process makes before another takes over: every value sealed is kept to the process's end. */
const SLICE = 12 * PROPERTIES_IN_TURN.length

const HELP = `npm run fuzz:redact -- [--runs N] [--seconds N] [--seed S] [--jobs N]

Looks for an input that the redactor answers wrongly. Ends after N runs, or N seconds, or the first
counterexample, which it prints with what repeats it. Without either it runs for a minute. It keeps
every processor busy unless --jobs says otherwise; the inputs depend on the seed alone.`

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    seconds: { type: 'string' },
    seed: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    slice: { type: 'string' },
    help: { type: 'boolean' },
  },
})
const seed = Number(values.seed ?? Date.now() % 0x7fffffff)

if (values.help) console.log(HELP)
else if (values.slice !== undefined) fuzzSlice(Number(values.slice), Number(values.runs))
else await fuzz(Number(values.runs ?? Infinity), Number(values.seconds ?? (values.runs ? Infinity : 60)))

/** One slice after the other, each in a process of its own. */
async function fuzz(runs: number, seconds: number): Promise<void> {
  const until = Date.now() + seconds * 1000
  let [next, done, failed] = [0, 0, false]
  const work = async () => {
    while (!failed && next * BATCH < runs && Date.now() < until) {
      const [first, count] = [next, Math.min(SLICE * BATCH, runs - next * BATCH)]
      next += SLICE
      if (await passes(first, count)) done += count
      else failed = true
    }
  }
  await Promise.all(Array.from({ length: Number(values.jobs) }, work))
  if (failed) process.exitCode = 1
  else
    console.log(
      `${done} runs over ${PROPERTIES_IN_TURN.length} properties from seed ${seed}: no counterexample`,
    )
}

async function passes(first: number, runs: number): Promise<boolean> {
  const args = [
    import.meta.filename,
    '--seed',
    String(seed),
    '--slice',
    String(first),
    '--runs',
    String(runs),
  ]
  const [status] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')
  return status === 0
}

function fuzzSlice(first: number, runs: number): void {
  for (let batch = first; (batch - first) * BATCH < runs; batch++) {
    const numRuns = Math.min(BATCH, runs - (batch - first) * BATCH)
    PROPERTIES_IN_TURN[batch % PROPERTIES_IN_TURN.length]!({ numRuns, seed: seed + batch })
  }
}
