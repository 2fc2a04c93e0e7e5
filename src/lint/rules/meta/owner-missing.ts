import { filledIn } from '../../blank.ts'
import type { SchemaRule } from '../../rule.ts'
import { atBlank } from '../secret-observation.ts'

export const metaOwnerMissing: SchemaRule = {
  meta: {
    id: 'meta/owner-missing',
    severity: 'error',
    rationale: 'A secret without an owner is rotated by nobody.',
    docs: 'Every secret names in `owner` who answers for it: a team rather than a person.',
  },
  over: 'schema',
  *check({ secrets }) {
    for (const secret of secrets.values()) {
      if (filledIn(secret.owner)) continue
      yield atBlank(
        secret,
        'owner',
        `${secret.name} has no owner.`,
        'Add "owner" with the team that answers for it.',
      )
    }
  },
}
