import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { WARM_ENTRIES } from '../build/steps/bundle.ts'
import { buildChunks } from '../build/steps/chunks.ts'
import { selfSigned } from '../test/stores/faults/certificate.ts'
import { putAtDistance } from './fetch/distance.ts'
import { type Destination, destinations } from './fetch/visits.ts'
import { median } from './pairing/measure.ts'
import { circumstances, table } from './pairing/table.ts'

/**
 * What opening a store, signing in and fetching costs in round trips, from cold, identity first. Every visit is a
 * process of its own that runs the stores as the build bundles them, with a code cache, and trusts a certificate made
 * for the occasion.
 * Usage: node bench/fetch.ts [VISITS] [SECRETS] [MILLISECONDS]
 */
const VISITS = Number(process.argv[2] ?? 9)
const SECRETS = Number(process.argv[3] ?? 100)
const ROUND_TRIP = Number(process.argv[4] ?? 50)

const VISITED = `export * from './bench/fetch/fetch-once.ts'`

const run = promisify(execFile)
const certificate = selfSigned(['localhost', '127.0.0.1'])
const folder = mkdtempSync(join(tmpdir(), 'sotto-bench-'))
const trusted = join(folder, 'ca.pem')
writeFileSync(trusted, certificate.cert)
for (const [name, text] of await buildChunks(VISITED, { warmEntries: WARM_ENTRIES })) {
  writeFileSync(join(folder, name), text)
}
// As JavaScript: taking the types out keeps Node's compilers busy long after the program has begun.
const visitor = join(folder, 'visitor.mjs')
const source = join(import.meta.dirname, 'fetch/visitor.ts')
await build({ entryPoints: [source], bundle: true, platform: 'node', format: 'esm', outfile: visitor })

console.log(`${circumstances()}; ${SECRETS} secrets, round trip ${ROUND_TRIP} ms, ${VISITS} visits\n`)
const rows: string[][] = []
for (const destination of await destinations(SECRETS, certificate)) rows.push(await measure(destination))
console.log(table([`${SECRETS} secrets`, 'requests', 'connections', 'ms', 'round trips'], rows))
rmSync(folder, { recursive: true })
process.exit(0)

async function measure({ title, port, requests, visit, close }: Destination): Promise<string[]> {
  const distance = await putAtDistance(port, ROUND_TRIP)
  const described = JSON.stringify(await visit(distance.url))
  // The first fills the code cache.
  await go(described)
  const [asked, connected] = [requests(), distance.connections()]
  const times: number[] = []
  for (let count = 0; count < VISITS; count += 1) times.push(await go(described))
  const each = (total: number) => `${Math.round(total / VISITS)}`
  const row = [
    title,
    each(requests() - asked),
    each(distance.connections() - connected),
    median(times).toFixed(0),
    (median(times) / ROUND_TRIP).toFixed(1),
  ]
  await distance.close()
  await close()
  return row
}

async function go(described: string): Promise<number> {
  const { stdout } = await run(process.execPath, [visitor, folder, described], {
    env: { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: trusted, XDG_CACHE_HOME: join(folder, 'cache') },
  })
  return Number(stdout)
}
