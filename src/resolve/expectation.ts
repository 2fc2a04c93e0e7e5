import type { PlannedSecret } from '../plan/plan.ts'
import type { SecretReference } from '../stores/store.ts'
import type { StorePlace } from '../stores/store-type.ts'

/** What a run will ask of the one store that all of `secrets` are in: each path and version once. */
export function expectationOf(secrets: readonly PlannedSecret[]): NonNullable<StorePlace['expected']> {
  const places = new Set(secrets.map(({ reference }) => placeKey(reference)))
  return { references: places.size, tags: secrets.some(wantsTags) }
}

/** Whether the scope is to be proven by tags that do not come with the value. */
export function wantsTags({ store, type }: PlannedSecret): boolean {
  return store.devScope?.tags !== undefined && type.tagScope !== undefined && !type.tagsWithValues
}

/** The same for all fields of one path and version, which are read once. */
export function placeKey({ path, version }: SecretReference): string {
  return JSON.stringify([path, version])
}
