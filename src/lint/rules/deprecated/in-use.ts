import type { SchemaRule } from '../../rule.ts'
import { atMember } from '../secret-observation.ts'
import { isExpired } from './expiry.ts'

export const deprecatedInUse: SchemaRule = {
  meta: {
    id: 'deprecated/in-use',
    severity: 'warning',
    rationale: 'What is still required is not on its way out.',
    docs: 'Found is a secret with `deprecated` that some environment still requires. `"requiredIn": []` makes it optional everywhere. After `removeBy` it is `deprecated/expired`.',
  },
  over: 'schema',
  *check({ secrets }, { now }) {
    for (const secret of secrets.values()) {
      if (!secret.deprecated || secret.requiredIn.size === 0 || isExpired(secret, now)) continue
      const message = `${secret.name} is deprecated and still required in ${[...secret.requiredIn].join(', ')}.`
      yield atMember(secret, 'deprecated', message, 'Move its readers away, then set "requiredIn": [].')
    }
  },
}
