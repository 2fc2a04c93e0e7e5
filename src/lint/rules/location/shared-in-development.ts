import type { SchemaRule } from '../../rule.ts'
import { eachDevelopmentLocation, isShared } from '../each-location.ts'
import { namesPerson } from './named-person.ts'

export const locationSharedInDevelopment: SchemaRule = {
  meta: {
    id: 'location/shared-in-development',
    severity: 'warning',
    rationale: 'One credential for everybody cannot be taken from one of them.',
    docs: 'Found are development locations of shared stores without `{developer}`. Secrets of the kind `ephemeral` are exempt, as each run gets its own; those of the kind `personal` are `location/personal-without-developer`.',
  },
  over: 'schema',
  *check(schema) {
    for (const placed of eachDevelopmentLocation(schema)) {
      const { secret, environment, location, store } = placed
      if (!isShared(store) || location.text.includes('{developer}') || namesPerson(placed)) continue
      if (secret.kind === 'ephemeral' || secret.kind === 'personal') continue
      yield {
        message: `${secret.name} is one credential for everybody in ${environment.name}.`,
        hint: 'Give each developer their own, with {developer} in the path, if the system allows it.',
        at: { pointer: location.pointer },
        secret: secret.name,
      }
    }
  },
}
