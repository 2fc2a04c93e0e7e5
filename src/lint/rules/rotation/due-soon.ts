import type { SchemaRule } from '../../rule.ts'
import { atMember } from '../secret-observation.ts'
import { daysUntilDue, sayDays } from './due.ts'

/** Days ahead of which it is worth a word. */
const SOON = 14

export const rotationDueSoon: SchemaRule = {
  meta: {
    id: 'rotation/due-soon',
    severity: 'info',
    rationale: 'Rotating is easier before somebody has to.',
    docs: `Found where \`lastRotated\` plus \`rotation.every\` is at most ${SOON} days ahead.`,
  },
  over: 'schema',
  *check({ secrets }, { now }) {
    for (const secret of secrets.values()) {
      const days = daysUntilDue(secret, now)
      if (days === undefined || days < 0 || days > SOON) continue
      const message = `${secret.name} is due for rotation ${days === 0 ? 'today' : `in ${sayDays(days)}`}.`
      yield atMember(secret, 'lastRotated', message, 'Rotate it and set "lastRotated" to that day.')
    }
  },
}
