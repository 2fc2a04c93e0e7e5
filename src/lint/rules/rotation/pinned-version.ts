import type { SchemaRule } from '../../rule.ts'
import { eachDevelopmentLocation } from '../each-location.ts'

export const rotationPinnedVersion: SchemaRule = {
  meta: {
    id: 'rotation/pinned-version',
    severity: 'error',
    rationale: 'A pinned version goes on being used after it was rotated away.',
    docs: 'A location of a development environment must not pin a `version`: the next run should pick up what was rotated.',
  },
  over: 'schema',
  *check(schema) {
    for (const { secret, environment, location } of eachDevelopmentLocation(schema)) {
      if (location.version === undefined) continue
      yield {
        message: `${secret.name} pins a version in ${environment.name}: a rotation would not be picked up.`,
        hint: 'Remove "version".',
        at: { pointer: `${location.pointer}/version` },
        secret: secret.name,
      }
    }
  },
}
