import type { SecretSchema } from '../schema/types.ts'
import type { Settings } from '../settings/settings.ts'
import { type Approval, readApproval, type TrustPlace, type TrustState } from './approvals.ts'
import { isApprovedBySettings } from './approved-by-settings.ts'
import { sharedStores, subjectOf, type TrustSubject } from './subject.ts'

/** How a schema's shared stores stand with what this user has approved. */
export interface Standing {
  subject: TrustSubject
  /** Shared stores that nothing approves yet. */
  missing: readonly string[]
  /** What was approved for this repository, where that was something else. */
  previous?: Approval
  /** `SOTTO_TRUST` pins another hash than the schema has: it decides alone, and nobody is asked. */
  pinnedElsewhere: boolean
}

/**
 * Compares the schema with the pin, where there is one, else with the user's settings and the approval kept for
 * the schema at `place`. Stores that are never opened need no approval.
 */
export async function standingOf(
  schema: SecretSchema,
  place: TrustPlace,
  settings: Settings,
  state: TrustState,
  pin: string | undefined,
): Promise<Standing> {
  const subject = subjectOf(schema)
  const opened = sharedStores(schema).filter((store) => !store.productionOnly)
  if (pin) {
    const pinnedElsewhere = opened.length > 0 && pin !== subject.hash
    return { subject, missing: pinnedElsewhere ? opened.map(({ name }) => name) : [], pinnedElsewhere }
  }
  const asking = opened.filter((store) => !isApprovedBySettings(store, place.root, settings))
  const approval = asking.length > 0 ? await readApproval(state, place) : undefined
  if (asking.length === 0 || approval?.hash === subject.hash) {
    return { subject, missing: [], pinnedElsewhere: false }
  }
  const missing = asking.map(({ name }) => name)
  return { subject, missing, pinnedElsewhere: false, ...(approval ? { previous: approval } : {}) }
}
