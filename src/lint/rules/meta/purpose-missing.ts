import type { SecretDeclaration } from '../../../schema/types.ts'
import { filledIn } from '../../blank.ts'
import type { SchemaRule } from '../../rule.ts'
import { atBlank, atMember } from '../secret-observation.ts'

/** Characters below which a text cannot say what breaks without the secret. */
const SHORTEST = 15

const EMPTY_WORDS = new Set('a an the this our of for to is it used value variable secret'.split(' '))

export const metaPurposeMissing: SchemaRule = {
  meta: {
    id: 'meta/purpose-missing',
    severity: 'error',
    rationale: 'Nobody can judge who may have a secret whose purpose is unknown.',
    docs: `\`purpose\` says what the secret is for, in at least ${SHORTEST} characters and in other words than its name.`,
  },
  over: 'schema',
  *check({ secrets }) {
    for (const secret of secrets.values()) {
      const purpose = filledIn(secret.purpose)
      const hint = 'Say what reads it and what for, in one sentence.'
      if (purpose === undefined) {
        yield atBlank(secret, 'purpose', `${secret.name} has no purpose.`, `Add "purpose". ${hint}`)
      } else if (purpose.length < SHORTEST) {
        yield atMember(secret, 'purpose', `The purpose of ${secret.name} is too short to say anything.`, hint)
      } else if (repeatsName(secret, purpose)) {
        yield atMember(secret, 'purpose', `The purpose of ${secret.name} only says the name again.`, hint)
      }
    }
  },
}

function repeatsName({ name }: SecretDeclaration, purpose: string): boolean {
  const own = new Set(name.toLowerCase().split('_'))
  const words = purpose.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return words.every((word) => word === '' || EMPTY_WORDS.has(word) || own.has(word))
}
