import { filledIn } from '../../blank.ts'
import type { SchemaRule } from '../../rule.ts'
import { atBlank } from '../secret-observation.ts'

export const metaAccessMissing: SchemaRule = {
  meta: {
    id: 'meta/access-missing',
    severity: 'warning',
    rationale: 'A new developer who cannot find out whom to ask copies it from a colleague.',
    docs: '`access` is a link or a sentence that says how to ask for the secret. A secret with `generate` needs none: everybody makes their own.',
  },
  over: 'schema',
  *check({ secrets }) {
    for (const secret of secrets.values()) {
      if (filledIn(secret.access) || secret.generate) continue
      const hint = 'Add "access" with a link or a sentence.'
      yield atBlank(secret, 'access', `${secret.name} does not say how to ask for it.`, hint)
    }
  },
}
