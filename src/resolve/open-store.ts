import { AppError } from '../errors/app-error.ts'
import type { ReadStore } from '../plan/read-stores.ts'
import type { Store } from '../stores/store.ts'
import type { StorePlace } from '../stores/store-type.ts'

/** Where stores are opened: all of a {@link StorePlace} but what the schema says of the one store. */
export type Surroundings = Omit<
  StorePlace,
  'name' | 'container' | 'developerDomain' | 'expected' | 'settings'
> & {
  /** The user's own settings for a type of store. */
  settingsOf(type: string): Readonly<Record<string, unknown>>
}

/** Opens one declared store; connects to nothing. Throws SCOPE_REFUSED for one that is production only, whoever asks. */
export async function openStore(
  { store, type, options }: ReadStore,
  surroundings: Surroundings,
  expected?: StorePlace['expected'],
): Promise<Store> {
  if (store.productionOnly) {
    throw new AppError('SCOPE_REFUSED', `The store ${store.name} holds production only and is never opened.`)
  }
  const { settingsOf, ...place } = surroundings
  return type.open(
    {
      ...place,
      name: store.name,
      settings: settingsOf(store.type),
      ...(store.devScope && { container: store.devScope.container }),
      ...(store.developerDomain !== undefined && { developerDomain: store.developerDomain }),
      ...(expected && { expected }),
    },
    options,
  )
}
