import { filledIn } from '../../blank.ts'
import { readPath } from '../../link.ts'
import type { SchemaRule } from '../../rule.ts'
import { atBlank, atMember } from '../secret-observation.ts'

export const rotationProcedureMissing: SchemaRule = {
  meta: {
    id: 'rotation/procedure-missing',
    severity: 'error',
    rationale: 'On the day of a leak nobody has time to find out how.',
    docs: '`rotation.procedure` is a path in this repository, a link, a command or a sentence. A path must lead to a file. Secrets of the kind `ephemeral` are exempt: they end by themselves.',
  },
  over: 'schema',
  *check({ secrets }, { exists }) {
    for (const secret of secrets.values()) {
      if (secret.kind === 'ephemeral') continue
      const procedure = filledIn(secret.rotation?.procedure)
      const path = procedure ? readPath(procedure) : undefined
      if (!procedure) {
        const hint = 'Add "rotation": { "procedure": ... } with a path, a link or a command.'
        yield atBlank(secret, 'rotation/procedure', `${secret.name} does not say how to rotate it.`, hint)
      } else if (path !== undefined && !exists(path)) {
        const message = `The rotation procedure of ${secret.name} is a file that does not exist.`
        yield atMember(secret, 'rotation/procedure', message, 'Write the file, or correct the path.')
      }
    }
  },
}
