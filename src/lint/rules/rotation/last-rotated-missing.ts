import { STORE_TYPES } from '../../../stores/registry.ts'
import { readDate } from '../../duration.ts'
import type { SchemaRule } from '../../rule.ts'
import { eachLocation } from '../each-location.ts'
import { atMember, atSecret } from '../secret-observation.ts'

export const rotationLastRotatedMissing: SchemaRule = {
  meta: {
    id: 'rotation/last-rotated-missing',
    severity: 'error',
    rationale: 'Nobody can tell whether a value is due that was never dated.',
    docs: 'Where a secret lies in a store that keeps no dates, `lastRotated` says when it was last replaced. A date that does not exist or lies in the future counts as none. The kinds `personal` and `ephemeral` are exempt.',
  },
  over: 'schema',
  *check(schema, { now }) {
    const undated = new Set<string>()
    for (const { secret, store } of eachLocation(schema)) {
      if (STORE_TYPES.get(store.type)?.capabilities.has('metadata') === false) undated.add(secret.name)
    }
    for (const secret of schema.secrets.values()) {
      const date = readDate(secret.lastRotated ?? '')
      if (secret.lastRotated !== undefined && (date === undefined || date > now.getTime())) {
        const message = `${secret.name} was last rotated on a day that has not been.`
        yield atMember(secret, 'lastRotated', message, 'Write the day of the last rotation.')
      } else if (date === undefined && undated.has(secret.name) && !isExempt(secret.kind)) {
        const message = `${secret.name} lies in a store that keeps no dates, and has no "lastRotated".`
        yield atSecret(secret, message, 'Add "lastRotated" with the day of the last rotation.')
      }
    }
  },
}

function isExempt(kind: string | undefined): boolean {
  return kind === 'personal' || kind === 'ephemeral'
}
