import type { SchemaRule } from '../../rule.ts'
import { pathOf } from '../container.ts'
import { eachDevelopmentLocation, isShared, type PlacedLocation } from '../each-location.ts'

/** Folders below which each person has their own. */
const PEOPLE =
  /(?:^|\/)(?:users?|people|persons?|developers?|devs|staff|members|personal|home)\/([^/{}]+)(?:\/|$)/i

export const locationNamedPerson: SchemaRule = {
  meta: {
    id: 'location/named-person',
    severity: 'warning',
    rationale: 'Everybody but this person is refused, or uses the credential of this person.',
    docs: 'Found are development locations of shared stores with an e-mail address in a segment, or with a literal name after a segment such as `users` or `developers`. `{developer}` stands for whoever runs sotto.',
  },
  over: 'schema',
  *check(schema) {
    for (const placed of eachDevelopmentLocation(schema)) {
      if (!namesPerson(placed)) continue
      const { secret, environment, location } = placed
      yield {
        message: `The location of ${secret.name} in ${environment.name} names a person.`,
        hint: 'Write {developer} where the name stands.',
        at: { pointer: location.pointer },
        secret: secret.name,
      }
    }
  },
}

/** Whether a shared location belongs to one person whom the schema names. */
export function namesPerson({ location, store }: PlacedLocation): boolean {
  const path = pathOf(location)
  return isShared(store) && !path.includes('{developer}') && (path.includes('@') || PEOPLE.test(path))
}
