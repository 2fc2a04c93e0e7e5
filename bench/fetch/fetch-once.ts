import { STORE_TYPES } from '../../src/stores/registry.ts'
import type { StorePlace } from '../../src/stores/store-type.ts'
import type { Visit } from './visits.ts'

/**
 * Opens a store, signs in and fetches as the pipeline does, from cold. Answers with the milliseconds it took, which
 * loading the store's client is part of.
 */
export async function fetchOnce(visit: Visit): Promise<number> {
  const { place, options, env, paths, tags } = visit
  const type = STORE_TYPES.get(visit.type)!
  const ctx = { signal: AbortSignal.timeout(30_000), env, now: () => new Date() }
  const references = paths.map((path) => ({ path }))

  const started = performance.now()
  const store = await type.open(place as StorePlace, type.parseOptions(options))
  if ((await store.whoami(ctx)) === undefined) throw new Error('not signed in')
  const [lookups, metadata] = await Promise.all([
    store.fetch(references, ctx),
    tags ? store.metadata!.read(references, ctx) : [],
  ])
  const elapsed = performance.now() - started

  const missing = lookups.filter(({ status }) => status !== 'found')
  if (missing.length > 0) throw new Error(`${missing.length} values are missing`)
  if (metadata.some((told) => 'failure' in told || !told.tags)) throw new Error('tags are missing')
  return elapsed
}
