import { parseArgs } from 'node:util'
import { PROPERTIES } from './properties.ts'

/** Runs in one batch, after which the clock is looked at. */
const BATCH = 500

const HELP = `npm run fuzz:redact -- [--runs N] [--seconds N] [--seed S]

Looks for an input that the redactor answers wrongly. Ends after N runs, or N seconds, or the first
counterexample, which it prints with what repeats it. Without either it runs for a minute.`

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    seconds: { type: 'string' },
    seed: { type: 'string' },
    help: { type: 'boolean' },
  },
})

if (values.help) console.log(HELP)
else fuzz(Number(values.runs ?? Infinity), Number(values.seconds ?? (values.runs ? Infinity : 60)))

function fuzz(runs: number, seconds: number): void {
  const seed = Number(values.seed ?? Date.now() % 0x7fffffff)
  const until = Date.now() + seconds * 1000
  const properties = Object.values(PROPERTIES)
  let done = 0
  for (let batch = 0; done < runs && Date.now() < until; batch++) {
    const numRuns = Math.min(BATCH, runs - done)
    properties[batch % properties.length]!({ numRuns, seed: seed + batch })
    done += numRuns
  }
  console.log(`${done} runs over ${properties.length} properties from seed ${seed}: no counterexample`)
}
