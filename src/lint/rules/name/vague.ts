import type { SchemaRule } from '../../rule.ts'
import { atSecret } from '../secret-observation.ts'

/** Words that say that something is secret, but not what. */
const EMPTY_WORDS = new Set(
  'SECRET SECRETS TOKEN TOKENS KEY KEYS PASSWORD PASS PWD CREDENTIAL CREDENTIALS API VALUE VAR DATA MY THE NEW OLD TMP TEMP FOO BAR ID'.split(
    ' ',
  ),
)

export const nameVague: SchemaRule = {
  meta: {
    id: 'name/vague',
    severity: 'warning',
    rationale: 'Nobody can tell what breaks when it is rotated.',
    docs: 'Found are names of empty words and numbers only, as `SECRET`, `API_KEY` or `KEY1`. Name the system that the secret opens: `STRIPE_API_KEY`.',
  },
  over: 'schema',
  *check({ secrets }) {
    for (const secret of secrets.values()) {
      const words = secret.name.split('_').map((word) => word.replace(/\d+$/, ''))
      if (!words.every((word) => word === '' || EMPTY_WORDS.has(word))) continue
      yield atSecret(secret, `${secret.name} does not say what it opens.`, 'Put the system into the name.')
    }
  },
}
