import type { SchemaRule } from '../../rule.ts'
import { atSecret } from '../secret-observation.ts'

export const metaLocationMissing: SchemaRule = {
  meta: {
    id: 'meta/location-missing',
    severity: 'error',
    rationale: 'What is required and cannot be found stops every run.',
    docs: 'Each environment of `requiredIn` needs a location of the same name.',
  },
  over: 'schema',
  *check({ secrets, environments }) {
    for (const secret of secrets.values()) {
      for (const name of secret.requiredIn) {
        if (secret.locations.has(name) || !environments.has(name)) continue
        yield atSecret(
          secret,
          `${secret.name} is required in ${name} and has no location there.`,
          `Add a location for ${name}, or take ${name} out of "requiredIn".`,
        )
      }
    }
  },
}
