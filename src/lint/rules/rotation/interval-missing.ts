import type { SchemaRule } from '../../rule.ts'
import { atSecret } from '../secret-observation.ts'

export const rotationIntervalMissing: SchemaRule = {
  meta: {
    id: 'rotation/interval-missing',
    severity: 'error',
    rationale: 'What has no date is never due.',
    docs: '`rotation.every` says how often the value is replaced: `90d`, `12h`, `6w`. Secrets of the kind `ephemeral` are exempt.',
  },
  over: 'schema',
  *check({ secrets }) {
    for (const secret of secrets.values()) {
      if (secret.rotation?.every || secret.kind === 'ephemeral') continue
      const hint = 'Add "rotation": { "every": "90d" }, or make it "kind": "ephemeral".'
      yield atSecret(secret, `${secret.name} does not say how often it is rotated.`, hint)
    }
  },
}
