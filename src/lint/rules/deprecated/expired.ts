import type { SchemaRule } from '../../rule.ts'
import { atMember } from '../secret-observation.ts'
import { isExpired } from './expiry.ts'

export const deprecatedExpired: SchemaRule = {
  meta: {
    id: 'deprecated/expired',
    severity: 'error',
    rationale: 'A credential that should be gone is one that nobody watches.',
    docs: 'Found is a secret whose day `deprecated.removeBy` has come. Revoke it where it came from, and remove it from the schema.',
  },
  over: 'schema',
  *check({ secrets }, { now }) {
    for (const secret of secrets.values()) {
      if (!isExpired(secret, now)) continue
      const message = `${secret.name} was to be removed by ${secret.deprecated?.removeBy}.`
      yield atMember(secret, 'deprecated/removeBy', message, 'Revoke it and remove it from the schema.')
    }
  },
}
