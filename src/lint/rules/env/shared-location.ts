import type { SchemaRule } from '../../rule.ts'
import { containerOf } from '../container.ts'
import { eachLocation, type PlacedLocation } from '../each-location.ts'

export const envSharedLocation: SchemaRule = {
  meta: {
    id: 'env/shared-location',
    severity: 'error',
    rationale: 'What two environments share, a leak in one opens in the other.',
    docs: 'One location, field included, must not serve two environments. A location with `{environment}` in it is a different one in each. Production and development sharing one is `env/production-in-dev`.',
  },
  over: 'schema',
  *check(schema) {
    const first = new Map<string, PlacedLocation>()
    for (const placed of eachLocation(schema)) {
      const { secret, environment, location, store } = placed
      if (location.text.includes('{environment}')) continue
      const key = `${environment.class} ${containerOf(store)} ${location.text}`
      const earlier = first.get(key)
      if (earlier === undefined) {
        first.set(key, placed)
      } else if (earlier.environment !== environment) {
        yield {
          message: `${secret.name} has the same location in ${environment.name} as ${earlier.secret.name} in ${earlier.environment.name}.`,
          hint: 'Give each environment a value of its own; {environment} in the path tells them apart.',
          at: { pointer: location.pointer },
          secret: secret.name,
        }
      }
    }
  },
}
