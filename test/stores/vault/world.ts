import { onTestFinished } from 'vitest'
import type { SecretReference, Store, StoreContext } from '../../../src/stores/store.ts'
import type { StorePlace } from '../../../src/stores/store-type.ts'
import { vault } from '../../../src/stores/vault/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { signInPerson } from './fake/seed.ts'
import { type FakeVault, startFakeVault } from './fake/server.ts'
import { benchAt, placeIn } from './place.ts'

/** A fake Vault that goes when the test ends, with a KV mount of each version and one that mints. */
export async function startWorld(
  policy = 'path "*" { capabilities = ["read", "update"] }',
): Promise<FakeVault> {
  const server = await startFakeVault()
  onTestFinished(server.stop)
  server.state.policies.set('reader', policy)
  server.state.mounts.set('secret', { type: 'kv', version: 2, entries: new Map() })
  server.state.mounts.set('old', { type: 'kv', version: 1, entries: new Map() })
  server.state.mounts.set('database', {
    type: 'database',
    version: 'leasing',
    roles: new Map([['creds/shop', { seconds: 600, renewable: true }]]),
  })
  return server
}

/** An open store and everything to ask it with. */
export interface Opened {
  store: Store
  ctx: StoreContext
  fetch(...references: SecretReference[]): ReturnType<Store['fetch']>
  whoami(): ReturnType<Store['whoami']>
}

/** Opens the store as a person with a token in the environment, unless `env` says otherwise. */
export async function openAt(
  server: FakeVault,
  options: Readonly<Record<string, unknown>> = {},
  world: { env?: Record<string, string>; place?: Partial<StorePlace>; ctx?: Partial<StoreContext> } = {},
): Promise<Opened> {
  const env = world.env ?? { VAULT_TOKEN: signInPerson(server, 'alice', ['reader']).id }
  const bench = benchAt(server.address, env, options)
  const ctx = { ...bench.context, ...world.ctx }
  const place = { ...bench.place, ...placeIn(temporaryFolder()), ...world.place }
  const store = await vault.open(place, vault.parseOptions(bench.options))
  return {
    store,
    ctx,
    fetch: (...references) => store.fetch(references, ctx),
    whoami: () => store.whoami(ctx),
  }
}
