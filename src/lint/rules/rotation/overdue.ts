import type { SchemaRule } from '../../rule.ts'
import { atMember } from '../secret-observation.ts'
import { daysUntilDue, sayDays } from './due.ts'

/** Days after which being late is an error. */
const GRACE = 30

export const rotationOverdue: SchemaRule = {
  meta: {
    id: 'rotation/overdue',
    severity: 'warning',
    rationale: 'An interval that nobody keeps protects nobody.',
    docs: `Found where \`lastRotated\` plus \`rotation.every\` has passed; an error from ${GRACE} days after that. Where the store keeps dates itself, \`sotto check\` knows better.`,
  },
  over: 'schema',
  *check({ secrets }, { now }) {
    for (const secret of secrets.values()) {
      const days = daysUntilDue(secret, now)
      if (days === undefined || days >= 0) continue
      const message = `${secret.name} should have been rotated ${sayDays(-days)} ago.`
      const observation = atMember(
        secret,
        'lastRotated',
        message,
        'Rotate it and set "lastRotated" to that day.',
      )
      yield -days > GRACE ? { ...observation, severity: 'error' } : observation
    }
  },
}
