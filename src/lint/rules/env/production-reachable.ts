import { below } from '../../../schema/pointer.ts'
import type { SchemaRule } from '../../rule.ts'
import { containerOf, liesAtOrUnder, pathOf } from '../container.ts'
import { eachLocation } from '../each-location.ts'

export const envProductionReachable: SchemaRule = {
  meta: {
    id: 'env/production-reachable',
    severity: 'error',
    rationale: 'A proof that production passes too proves nothing.',
    docs: 'No prefix of a `devScope` may cover the location of a secret in a production environment of the same container.',
  },
  over: 'schema',
  *check(schema) {
    const production = [...eachLocation(schema)].filter(
      ({ environment }) => environment.class === 'production',
    )
    for (const store of schema.stores.values()) {
      for (const [index, prefix] of (store.devScope?.path ?? []).entries()) {
        const reached = production.find(
          (placed) =>
            containerOf(placed.store) === containerOf(store) &&
            liesAtOrUnder(pathOf(placed.location), prefix),
        )
        if (reached === undefined) continue
        yield {
          message: `A devScope prefix of ${store.name} covers the ${reached.environment.name} location of ${reached.secret.name}.`,
          hint: 'Narrow the prefix to what is development only.',
          at: { pointer: below(`${below('/stores', store.name)}/devScope/path`, index) },
        }
      }
    }
  },
}
