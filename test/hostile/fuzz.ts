import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { hostileBytes, readHostile } from './schema-properties.ts'

const HELP = `npm run fuzz:schema -- [--runs N] [--seed S]

Gives N inputs (500,000 unless told) to the reader of schemas: none may crash it, be told in a message, or take
50 ms of CPU time. Ends with the first counterexample, which it prints with what repeats it.`

/** Of CPU time, for one input. */
const LIMIT_MS = 50

const { values } = parseArgs({
  options: { runs: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } },
})

if (values.help) console.log(HELP)
else await fuzz(Number(values.runs ?? 500_000), Number(values.seed ?? Date.now() % 0x7fffffff))

async function fuzz(numRuns: number, seed: number): Promise<void> {
  let slowest = 0
  let done = 0
  const property = fc.asyncProperty(hostileBytes, async (bytes) => {
    const spent = await timeOf(bytes)
    // The first inputs load and compile the reader itself.
    if (++done > 1000) slowest = Math.max(slowest, spent)
    if (done > 1000 && spent > LIMIT_MS) throw new Error(`${spent} ms for one input`)
  })
  await fc.assert(property, { numRuns, seed })
  console.log(
    `${numRuns} inputs from seed ${seed}: no counterexample, slowest ${slowest.toFixed(1)} ms of CPU time`,
  )
}

/** In ms of CPU time; the least of three where the first is over the limit, since it may hold a garbage collection. */
async function timeOf(bytes: Buffer): Promise<number> {
  let least = Infinity
  for (let turn = 0; turn < 3 && least > LIMIT_MS; turn++) {
    const before = process.cpuUsage()
    await readHostile(bytes)
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}
