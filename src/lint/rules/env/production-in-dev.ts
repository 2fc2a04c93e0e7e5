import { findDenyWord } from '../../../schema/deny-words.ts'
import type { SecretSchema } from '../../../schema/types.ts'
import type { SchemaRule } from '../../rule.ts'
import { containerOf, liesAtOrUnder, pathOf } from '../container.ts'
import { eachDevelopmentLocation, eachLocation, type PlacedLocation } from '../each-location.ts'

export const envProductionInDev: SchemaRule = {
  meta: {
    id: 'env/production-in-dev',
    severity: 'error',
    rationale: 'Production never reaches a laptop.',
    docs: 'A location of a development environment must not equal a production location or lie below one, and neither its path, its field nor its store may hold the word `prod`, `production`, `prd` or `live`. Whole words count, digits at their end do not: `prod2/db` is found, `product-catalog` is not. `run` refuses such a location with exit status 80.',
  },
  over: 'schema',
  *check(schema) {
    const production = productionPaths(schema)
    for (const placed of eachDevelopmentLocation(schema)) {
      const reason = judge(placed, production)
      if (reason === undefined) continue
      const { secret, environment, location } = placed
      yield {
        message: `The location of ${secret.name} in ${environment.name} ${reason}.`,
        hint: 'Keep a development value elsewhere and point the location there.',
        at: { pointer: location.pointer },
        secret: secret.name,
      }
    }
  },
}

function judge({ location, store }: PlacedLocation, production: ReadonlyMap<string, Set<string>>) {
  const word = findDenyWord(store.name) ?? findDenyWord(location.text)
  if (word !== undefined) return `says ${word}`
  if (store.productionOnly) return 'lies in a store that holds production only'
  const path = pathOf(location)
  const places = [...(production.get(containerOf(store)) ?? [])]
  return places.some((place) => liesAtOrUnder(path, place))
    ? 'is where production keeps its values'
    : undefined
}

/** By container. */
function productionPaths(schema: SecretSchema): ReadonlyMap<string, Set<string>> {
  const paths = new Map<string, Set<string>>()
  for (const { environment, location, store } of eachLocation(schema)) {
    if (environment.class !== 'production') continue
    const key = containerOf(store)
    paths.set(key, (paths.get(key) ?? new Set()).add(pathOf(location)))
  }
  return paths
}
