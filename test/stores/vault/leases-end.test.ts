import { expect, test } from 'vitest'
import { layRepository } from '../../support/repository.ts'
import type { Finished } from '../../support/run-bin.ts'
import { trustedBy } from '../../support/shared-store.ts'
import { putSecret, signInPerson } from './fake/seed.ts'
import type { FakeVault } from './fake/server.ts'
import { startWorld } from './world.ts'

/*
 * Whatever ends a run before its target has started, what Vault has minted for it is revoked: what has been answered,
 * and what is only on its way.
 */

const MINTING = 'GET database/creds/shop'
const READING = 'GET secret/data/shop/dev/value'
const NEVER = new Promise(() => {})

test('^C while other answers are awaited', async () => {
  const { vault, run } = await layShop()
  const reading = Promise.withResolvers<void>()
  vault.beforeAnswer = (request) => {
    if (request !== READING) return undefined
    reading.resolve()
    return NEVER
  }
  const minted = leaseAnswered(vault)
  expect(await run(Promise.all([reading.promise, minted]))).toMatchObject({ signal: 'SIGINT', stdout: '' })
  expectRevoked(vault)
})

test('^C while the minted value is on its way', async () => {
  const { vault, run } = await layShop()
  const [reading, minting] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const givenUp = Promise.withResolvers<unknown>()
  vault.beforeAnswer = (request, over) => {
    if (request === READING) {
      reading.resolve()
      givenUp.resolve(over)
      return NEVER
    }
    if (request !== MINTING) return undefined
    minting.resolve()
    // By then the run has let go of the other request: it has heard of the signal.
    return givenUp.promise
  }
  const interrupted = Promise.all([reading.promise, minting.promise])
  expect(await run(interrupted)).toMatchObject({ signal: 'SIGINT', stdout: '' })
  expectRevoked(vault)
})

test('another secret that may not be read', async () => {
  const { vault, run } = await layShop('path "secret/*" { capabilities = ["deny"] }')
  expect(await run()).toMatchObject({ status: 77, stdout: '' })
  expectRevoked(vault)
})

test('the deadline, which one answer of many does not meet', { timeout: 30_000 }, async () => {
  const { vault, run } = await layShop()
  vault.beforeAnswer = (request) => (request === 'GET database/creds/slow' ? NEVER : undefined)
  expect(await run()).toMatchObject({ status: 69, stdout: '' })
  const [answered, ...others] = [...vault.state.leases.values()]
  expect(others).toHaveLength(1)
  // Of the one whose answer never came nobody knows the name.
  expect(answered).toMatchObject({ revoked: true })
})

/** A repository with two values that Vault mints and one that it keeps, and how to run a target with them. */
async function layShop(more = ''): Promise<{
  vault: FakeVault
  run(interruptAfter?: Promise<unknown>): Promise<Finished>
}> {
  const vault = await startWorld(`path "*" { capabilities = ["read", "update"] }\n${more}`)
  const { mounts } = vault.state
  const roles = ['shop', 'slow'].map((name) => [`creds/${name}`, { seconds: 600, renewable: true }] as const)
  mounts.set('database', { type: 'database', version: 'leasing', roles: new Map(roles) })
  putSecret(mounts.get('secret')!, 'shop/dev/value', { value: 'canary-kept' })
  const common = { type: 'vault', address: vault.address }
  const repository = layRepository({
    version: 1,
    project: 'shop',
    environments: { dev: { class: 'development', default: true } },
    stores: {
      team: { ...common, mount: 'secret', devScope: { path: ['shop/dev/'], mount: 'secret' } },
      minted: { ...common, mount: 'database', devScope: { path: ['creds/'], mount: 'database' } },
    },
    secrets: {
      KEPT: { locations: { dev: 'team:shop/dev/value#value' } },
      DB_PASSWORD: { kind: 'ephemeral', locations: { dev: 'minted:creds/shop#password' } },
      SLOW_PASSWORD: { kind: 'ephemeral', locations: { dev: 'minted:creds/slow#password' } },
    },
  })
  const env = {
    ...(await trustedBy(repository)),
    VAULT_TOKEN: signInPerson(vault, 'alice', ['reader']).id,
  }
  return {
    vault,
    run: (interruptAfter) =>
      repository.sotto(['run', '--', 'echo', 'started'], { env, ...(interruptAfter && { interruptAfter }) }),
  }
}

/** Settles when both minted values have left the server. */
function leaseAnswered(vault: FakeVault): Promise<unknown> {
  const before = vault.beforeAnswer
  const answered = new Map<string, () => void>()
  const all = ['shop', 'slow'].map((name) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    answered.set(`GET database/creds/${name}`, resolve)
    return promise
  })
  vault.beforeAnswer = (request, over) => {
    void over.then(answered.get(request))
    return before?.(request, over)
  }
  return Promise.all(all)
}

function expectRevoked(vault: FakeVault): void {
  const leases = [...vault.state.leases.values()]
  expect(leases).toHaveLength(2)
  expect(leases.map(({ revoked }) => revoked)).toEqual([true, true])
}
