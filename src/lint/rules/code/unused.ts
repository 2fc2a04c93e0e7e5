import type { SchemaRule } from '../../rule.ts'
import { atSecret } from '../secret-observation.ts'

export const codeUnused: SchemaRule = {
  meta: {
    id: 'code/unused',
    severity: 'info',
    rationale: 'A secret that nothing reads can only leak.',
    docs: 'Found is a declared name that stands in no tracked text file but the schema, documents and dotenv files. Not judged when only some files are linted, or outside of git.',
  },
  over: 'schema',
  *check({ secrets }, { survey, tree }) {
    if (!survey.isComplete || tree === undefined) return
    for (const secret of secrets.values()) {
      if (survey.mentioned.has(secret.name)) continue
      yield atSecret(secret, `No file that git tracks reads ${secret.name}.`, 'Remove it if nobody needs it.')
    }
  },
}
