import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { ROOT } from '../../support/run-bin.ts'
import { putSecret } from './fake/seed.ts'
import type { FakeVault } from './fake/server.ts'
import { personAt } from './person.ts'
import { openAt, startWorld } from './world.ts'

const PAGE = readFileSync(join(ROOT, 'docs/stores/vault.md'), 'utf8')
const POLICY = /```hcl\n([\s\S]*?)```/.exec(PAGE)![1]!

let server: FakeVault

beforeEach(async () => {
  server = await startWorld(POLICY.replaceAll('ACCESSOR', 'auth_userpass_fake'))
  const kv = { type: 'kv', version: 2, entries: new Map() } as const
  server.state.mounts.set('kv-dev', kv)
  for (const path of [
    'storefront/dev/alice/db',
    'storefront/dev/bob/db',
    'storefront/shared/x',
    'storefront/production/db',
  ]) {
    putSecret(kv, path, { url: `canary-${path}` })
  }
  const roles = new Map([['creds/storefront-dev', { seconds: 60, renewable: true }]])
  server.state.mounts.set('database', { type: 'database', version: 'leasing', roles })
})

test('the documented policy lets a developer read their own and the shared values, and no other', async () => {
  const { fetch, whoami } = await openAt(server, { mount: 'kv-dev' })
  expect(await whoami()).toMatchObject({ developer: 'alice' })
  const paths = ['dev/alice/db', 'shared/x', 'dev/bob/db', 'production/db', 'dev/alice']
  const lookups = await fetch(...paths.map((path) => ({ path: `storefront/${path}` })))
  expect(
    lookups.map((lookup) => (lookup.status === 'failed' ? lookup.failure.reason : lookup.status)),
  ).toEqual(['found', 'found', 'forbidden', 'forbidden', 'forbidden'])
})

test('it is enough to mint, to be told about minting, to renew and to revoke', async () => {
  const { fetch, store, ctx, whoami } = await openAt(server, { mount: 'database' })
  await whoami()
  const reference = { path: 'creds/storefront-dev' }
  expect(await store.fetch([reference], { ...ctx, mint: false })).toMatchObject([{ status: 'mintable' }])
  const [lookup] = await fetch(reference)
  const lease = lookup?.status === 'found' ? lookup.lease! : expect.unreachable()
  await store.leases!.renew(lease, ctx)
  await store.leases!.revoke(lease, ctx)
  expect([...server.state.leases.values()]).toMatchObject([{ renewals: 1, revoked: true }])
})

/** What the page says in words of Vault's `default` policy, and the requests that it means. */
const BY_DEFAULT: Readonly<Record<string, string>> = {
  'GET auth/token/lookup-self': 'looking up',
  'PUT auth/token/renew-self': 'renewing',
  'POST auth/token/revoke-self': "revoking one's own token",
  'GET identity/entity/id/ID': "reading one's own entity",
  'POST sys/capabilities-self': "asking for one's own capabilities",
  'PUT sys/leases/renew': 'renewing a lease',
}

test('what is asked for beyond it, from login to logout, is what the page says of the default policy', async () => {
  server.state.auths.set('userpass', {
    type: 'userpass',
    users: new Map([['alice', 'canary-password']]),
    policies: ['reader'],
  })
  const env = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }
  const world = { env, ctx: { prompt: personAt('alice', 'canary-password') } }
  const kv = await openAt(server, { mount: 'kv-dev', auth: { userpass: {} } }, world)
  await kv.store.login!.start(kv.ctx)
  await kv.fetch({ path: 'storefront/dev/alice/db' }, { path: 'storefront/shared/x' })
  const minting = await openAt(server, { mount: 'database' })
  await minting.whoami()
  await minting.store.fetch([{ path: 'creds/storefront-dev' }], { ...minting.ctx, mint: false })
  const [lookup] = await minting.fetch({ path: 'creds/storefront-dev' })
  const lease = lookup?.status === 'found' ? lookup.lease! : expect.unreachable()
  await minting.store.leases!.renew(lease, minting.ctx)
  await minting.store.leases!.revoke(lease, minting.ctx)
  await kv.store.login!.end(kv.ctx)

  const inPolicy = /^GET (kv-dev\/data|database\/creds)\/|^PUT sys\/leases\/revoke$/
  const withoutPolicy = /^POST auth\/userpass\/login\/|^GET sys\/internal\/ui\/mounts\//
  const beyond = server.requests
    .filter((request) => !inPolicy.test(request) && !withoutPolicy.test(request))
    .map((request) => request.replace(/(entity\/id)\/.*/, '$1/ID'))
  expect([...new Set(beyond)].toSorted()).toEqual(Object.keys(BY_DEFAULT).toSorted())
  for (const words of Object.values(BY_DEFAULT)) expect(PAGE).toContain(words)
})

test.each(POLICY.trim().split('\n'))('nothing in it is too much: %s', async (line) => {
  server.state.policies.set('reader', POLICY.replace(line, '').replaceAll('ACCESSOR', 'auth_userpass_fake'))
  const kv = await openAt(server, { mount: 'kv-dev' })
  const minting = await openAt(server, { mount: 'database' })
  const attempts = [
    kv.fetch({ path: 'storefront/dev/alice/db' }, { path: 'storefront/shared/x' }),
    minting.fetch({ path: 'creds/storefront-dev' }).then(async ([lookup]) => {
      if (lookup?.status === 'found') await minting.store.leases!.revoke(lookup.lease!, minting.ctx)
      return [lookup!]
    }),
  ]
  const outcomes = await Promise.all(attempts.map((attempt) => attempt.catch(() => [{ status: 'failed' }])))
  expect(outcomes.flat().map(({ status }) => status)).toContain('failed')
})
