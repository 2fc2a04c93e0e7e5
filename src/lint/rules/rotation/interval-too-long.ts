import { readDuration } from '../../duration.ts'
import type { SchemaRule } from '../../rule.ts'
import { atMember } from '../secret-observation.ts'

/** Unless the team's `lint.limits` says otherwise. */
const LIMITS: Readonly<Record<string, string>> = {
  'long-lived': '90d',
  personal: '180d',
  'short-lived': '7d',
}

export const rotationIntervalTooLong: SchemaRule = {
  meta: {
    id: 'rotation/interval-too-long',
    severity: 'error',
    rationale: 'The longer a value lives, the more people and machines have seen it.',
    docs: '`rotation.every` may be at most 90 days for the kind `long-lived` (also where no kind is given), 180 days for `personal` and 7 days for `short-lived`. A team sets its own limits under `lint.limits`.',
  },
  over: 'schema',
  *check({ secrets, lint }) {
    for (const secret of secrets.values()) {
      const kind = secret.kind ?? 'long-lived'
      const limit = (Object.hasOwn(lint.limits, kind) ? lint.limits[kind] : undefined) ?? LIMITS[kind]
      const interval = readDuration(secret.rotation?.every ?? '')
      const longest = readDuration(limit ?? '')
      if (interval === undefined || longest === undefined || interval <= longest) continue
      const message = `${secret.name} is rotated less often than every ${limit}, the limit for ${kind} secrets.`
      yield atMember(secret, 'rotation/every', message, `Rotate it every ${limit} or more often.`)
    }
  },
}
