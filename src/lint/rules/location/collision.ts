import type { SchemaRule } from '../../rule.ts'
import { containerOf } from '../container.ts'
import { eachLocation } from '../each-location.ts'

export const locationCollision: SchemaRule = {
  meta: {
    id: 'location/collision',
    severity: 'error',
    rationale: 'Two names for one value hide who uses it, and are never rotated together.',
    docs: 'Two secrets must not have the same location and field in one environment.',
  },
  over: 'schema',
  *check(schema) {
    const first = new Map<string, string>()
    for (const { secret, environment, location, store } of eachLocation(schema)) {
      const key = `${environment.name} ${containerOf(store)} ${location.text} ${location.version ?? ''}`
      const earlier = first.get(key)
      if (earlier === undefined) first.set(key, secret.name)
      else
        yield {
          message: `${secret.name} and ${earlier} have the same location in ${environment.name}.`,
          hint: 'Keep one of the two, or give each its own value.',
          at: { pointer: location.pointer },
          secret: secret.name,
        }
    }
  },
}
