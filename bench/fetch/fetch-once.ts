import { STORE_TYPES } from '../../src/stores/registry.ts'
import type { StorePlace } from '../../src/stores/store.ts'
import type { Visit } from './visits.ts'

/**
 * Signs in and fetches as the pipeline does, from cold, in a process of its own; prints the milliseconds it took.
 * What was to be measured stands in the first argument, as JSON.
 */
const { type: name, place, options, env, paths, tags } = JSON.parse(process.argv[2]!) as Visit
const type = STORE_TYPES.get(name)!
const store = await type.open(place as StorePlace, type.parseOptions(options))
const ctx = { signal: AbortSignal.timeout(30_000), env, now: () => new Date() }
const references = paths.map((path) => ({ path }))

const started = performance.now()
if ((await store.whoami(ctx)) === undefined) throw new Error('not signed in')
const [lookups, metadata] = await Promise.all([
  store.fetch(references, ctx),
  tags ? store.metadata!.read(references, ctx) : [],
])
const elapsed = performance.now() - started

const missing = lookups.filter(({ status }) => status !== 'found')
if (missing.length > 0) throw new Error(`${missing.length} values are missing`)
if (metadata.some((told) => 'failure' in told || !told.tags)) throw new Error('tags are missing')
console.log(elapsed)
process.exit(0)
