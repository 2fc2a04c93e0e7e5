import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { ROOT } from '../../support/run-bin.ts'
import { putSecret } from './fake/seed.ts'
import type { FakeVault } from './fake/server.ts'
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
