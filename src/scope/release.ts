import type { ReleasedValues } from '../secret/released-values.ts'
import type { Fault, GuardedPlan, Judged, SealedLookup } from './judgement.ts'
import { judgeValue } from './locks/live-format.ts'
import { judgeTags } from './locks/metadata.ts'
import { sift } from './sift.ts'

/**
 * The last step: what the store says about each value, and the value's own format. Only lookups of the guarded
 * plan's secrets count. What is absent or failed is left out without a word: `resolve` reports those.
 */
export function release(guarded: GuardedPlan, lookups: readonly SealedLookup[]): Judged<ReleasedValues> {
  const known = new Set(guarded.secrets)
  const found = lookups.flatMap(({ secret, lookup }) =>
    known.has(secret) && lookup.status === 'found' ? [{ name: secret.name, secret, lookup }] : [],
  )
  const { passed, refusals } = sift(
    guarded.plan,
    found,
    ({ secret, lookup }): Fault | undefined =>
      judgeTags(secret.store, lookup.tags) ?? judgeValue(lookup.value),
  )
  const values = new Map(passed.map(({ name, lookup }) => [name, lookup.value] as const))
  return { passed: values as unknown as ReleasedValues, refusals }
}
