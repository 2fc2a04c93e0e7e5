import { expect, test } from 'vitest'
import type { Lookup } from '../../../src/stores/store.ts'
import { putSecret, signInPerson } from './fake/seed.ts'
import { openAt, startWorld } from './world.ts'

test('KV version 2: value, version and custom metadata come from one read', async () => {
  const server = await startWorld()
  putSecret(server.state.mounts.get('secret')!, 'shop/dev', { url: 'canary-1' }, { environment: 'dev' })
  putSecret(server.state.mounts.get('secret')!, 'shop/dev', { url: 'canary-2' })
  const { fetch } = await openAt(server)
  const [lookup] = await fetch({ path: 'shop/dev' })
  expect(lookup).toMatchObject({ status: 'found', version: '2', tags: { environment: 'dev' } })
  expect(fieldOf(lookup, 'url')).toBe('canary-2')
  expect(server.requests.filter((request) => request.includes('secret/'))).toEqual([
    'GET secret/data/shop/dev',
  ])
})

test('KV version 1 has neither versions nor a lease', async () => {
  const server = await startWorld()
  putSecret(server.state.mounts.get('old')!, 'shop', { url: 'canary-old' })
  const { fetch } = await openAt(server, { mount: 'old' })
  const [found, pinned] = await fetch({ path: 'shop' }, { path: 'shop', version: '1' })
  expect(found).toEqual({ status: 'found', reference: { path: 'shop' }, value: expect.anything() })
  expect(fieldOf(found, 'url')).toBe('canary-old')
  expect(pinned).toMatchObject({ status: 'failed', failure: { reason: 'misconfigured' } })
})

test('a deleted version is absent, and the one before it is not', async () => {
  const server = await startWorld()
  const mount = server.state.mounts.get('secret')!
  putSecret(mount, 'shop', { url: 'canary-first' })
  putSecret(mount, 'shop', { url: 'canary-second' })
  if (mount.version === 2) entryOf(mount, 'shop').versions[1].deleted = '2026-01-01T00:00:00Z'
  const { fetch, store, ctx } = await openAt(server)
  const [newest, first] = await fetch({ path: 'shop' }, { path: 'shop', version: '1' })
  expect(newest).toEqual({ status: 'absent', reference: { path: 'shop' } })
  expect(fieldOf(first, 'url')).toBe('canary-first')
  expect(await store.metadata!.read([{ path: 'shop' }], ctx)).toEqual([
    { reference: { path: 'shop' }, exists: false },
  ])
})

test.each(['0', '-1', '1.5', 'latest', '1&x=y', '99999999999'])(
  'the version %s is refused without a request',
  async (version) => {
    const server = await startWorld()
    const { fetch } = await openAt(server)
    const [lookup] = await fetch({ path: 'shop', version })
    expect(lookup).toMatchObject({ status: 'failed', failure: { reason: 'misconfigured' } })
    expect(server.requests.join()).not.toContain('secret/data')
  },
)

test('a namespace goes with every request, and a token of another one is not asked about', async () => {
  const server = await startWorld()
  server.state.mounts.set('teams/shop/secret', { type: 'kv', version: 2, entries: new Map() })
  putSecret(server.state.mounts.get('teams/shop/secret')!, 'x', { url: 'canary-inside' })
  const { fetch, whoami } = await openAt(server, { namespace: 'teams/shop' })
  expect(fieldOf((await fetch({ path: 'x' }))[0], 'url')).toBe('canary-inside')
  expect((await whoami())?.container).toEqual({ address: server.address, namespace: 'teams/shop' })
})

test('the environment of the process changes neither namespace nor path nor token', async () => {
  const server = await startWorld()
  putSecret(server.state.mounts.get('secret')!, 'x', { url: 'canary-root' })
  const ambient = {
    VAULT_NAMESPACE: 'evil',
    VAULT_PREFIX: '/evil',
    VAULT_ADDR: 'http://127.0.0.1:1',
    VAULT_TOKEN: 'evil',
  }
  const before = { ...process.env }
  Object.assign(process.env, ambient)
  try {
    const { fetch } = await openAt(server)
    expect(fieldOf((await fetch({ path: 'x' }))[0], 'url')).toBe('canary-root')
  } finally {
    for (const name of Object.keys(ambient)) process.env[name] = before[name] ?? ''
  }
})

test('characters that mean something in an address stay in the path', async () => {
  const server = await startWorld()
  const path = "a b&c=d;e+f'g(h)i,j@k:l~m!n$"
  putSecret(server.state.mounts.get('secret')!, path, { url: 'canary-odd' })
  const { fetch } = await openAt(server)
  expect(fieldOf((await fetch({ path }))[0], 'url')).toBe('canary-odd')
})

test('an engine that mints answers with a lease, for which one read is made', async () => {
  const server = await startWorld()
  const { fetch } = await openAt(server, { mount: 'database' })
  const [lookup] = await fetch({ path: 'creds/shop' })
  expect(lookup).toMatchObject({ status: 'found', lease: { durationSeconds: 600, renewable: true } })
  expect(fieldOf(lookup, 'password')).toMatch(/^canary-minted/)
  expect(server.state.leases.size).toBe(1)
})

test('told not to mint, it says only whether it may, in one request for all', async () => {
  const server = await startWorld(`
    path "database/creds/shop" { capabilities = ["read"] }
    path "database/creds/denied" { capabilities = ["deny"] }`)
  const { store, ctx } = await openAt(server, { mount: 'database' })
  const references = [{ path: 'creds/shop' }, { path: 'creds/denied' }, { path: 'creds/other' }]
  const lookups = await store.fetch(references, { ...ctx, mint: false })
  expect(lookups.map(({ status }) => status)).toEqual(['mintable', 'failed', 'failed'])
  expect(await store.metadata!.read(references, ctx)).toMatchObject([
    { exists: true },
    { failure: { reason: 'forbidden' } },
    { failure: { reason: 'forbidden' } },
  ])
  expect(server.state.leases.size).toBe(0)
  expect(server.requests.filter((request) => request.includes('capabilities-self'))).toHaveLength(2)
  expect(server.requests.join()).not.toContain('database/creds')
})

test('of many refusals it asks once whose fault they are', async () => {
  const server = await startWorld('path "secret/data/allowed" { capabilities = ["read"] }')
  const { fetch } = await openAt(server)
  const lookups = await fetch(...Array.from({ length: 20 }, (_, index) => ({ path: `denied-${index}` })))
  expect(new Set(lookups.map((lookup) => lookup.status === 'failed' && lookup.failure.reason))).toEqual(
    new Set(['forbidden']),
  )
  expect(server.requests.filter((request) => request.endsWith('lookup-self'))).toHaveLength(1)
})

test('a mount has to be the mount itself: the proof of scope names it', async () => {
  const server = await startWorld()
  const { fetch } = await openAt(server, { mount: 'secret/dev' })
  expect(await fetch({ path: 'x' })).toMatchObject([{ failure: { reason: 'misconfigured' } }])
})

test('a revoked lease is revoked again without complaint, and not renewed', async () => {
  const server = await startWorld()
  const { fetch, store, ctx } = await openAt(server, { mount: 'database' })
  const [lookup] = await fetch({ path: 'creds/shop' })
  const lease = lookup?.status === 'found' ? lookup.lease! : expect.unreachable()
  expect(await store.leases!.renew(lease, ctx)).toEqual(lease)
  await store.leases!.revoke(lease, ctx)
  await store.leases!.revoke(lease, ctx)
  await expect(store.leases!.renew(lease, ctx)).rejects.toMatchObject({ failure: { retryable: false } })
})

test('a lease lasts no longer than its token, and renewing it renews both', async () => {
  const server = await startWorld()
  const token = signInPerson(server, 'alice', ['reader'], 60)
  const { fetch, whoami, store, ctx } = await openAt(
    server,
    { mount: 'database' },
    { env: { VAULT_TOKEN: token.id } },
  )
  await whoami()
  const [lookup] = await fetch({ path: 'creds/shop' })
  const lease = lookup?.status === 'found' ? lookup.lease! : expect.unreachable()
  expect(lease.durationSeconds).toBeGreaterThan(0)
  expect(lease.durationSeconds).toBeLessThanOrEqual(60)
  token.seconds = 7200
  expect((await store.leases!.renew(lease, ctx)).durationSeconds).toBe(600)
  expect(server.requests.slice(-2)).toEqual(['PUT auth/token/renew-self', 'PUT sys/leases/renew'])
})

test('a person without any right on the mount is told which', async () => {
  const server = await startWorld('path "elsewhere/*" { capabilities = ["read"] }')
  signInPerson(server, 'alice', ['reader'])
  const { fetch } = await openAt(server)
  expect(await fetch({ path: 'x' })).toMatchObject([
    { failure: { reason: 'forbidden', suggestion: expect.stringContaining('secret/') } },
  ])
})

function fieldOf(lookup: Lookup | undefined, field: string): string | undefined {
  return lookup?.status === 'found' ? lookup.value.field(field)?.reveal().toString() : undefined
}

function entryOf(mount: { version: unknown; entries?: unknown }, path: string) {
  return (mount.entries as Map<string, { versions: { deleted: string }[] }>).get(path) as {
    versions: [{ deleted: string }, { deleted: string }]
  }
}
