import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { crc32c } from '../../../src/stores/gcp-secret-manager/crc32c.ts'
import { gcpSecretManager } from '../../../src/stores/gcp-secret-manager/index.ts'
import type { SecretReference, Store, StoreContext } from '../../../src/stores/store.ts'
import { outcomeOf } from '../contract/case.ts'
import { type AskedRequest, type FaultServer, type Reply, startFaultServer } from '../faults/fault-server.ts'
import { benchWith, writeAdc } from './place.ts'
import { apiError, CLIENT_ID, json, NUMBER, PROJECT, signInReply } from './wire.ts'

const SECRETS = `/v1/projects/${PROJECT}/secrets`

let folder: string
let server: FaultServer | undefined
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sotto-gcp-'))
})
afterEach(() => server?.close())
afterAll(() => rm(folder, { recursive: true }))

test('each secret is one request, after one token', async () => {
  const { store, context } = await opened(version)
  const lookups = await store.fetch(named(100), context)
  expect(lookups.every((lookup) => outcomeOf(lookup) === 'found')).toBe(true)
  expect(urls()).toHaveLength(101)
  expect(urls()[0]).toBe('/token')
})

test('many fields of one version are one read', async () => {
  const { store, context } = await opened(version)
  const fields = ['url', 'user', 'missing'].map((field) => ({ path: 'json', field }))
  expect((await store.fetch(fields, context)).map(outcomeOf)).toEqual(['found', 'found', 'absent'])
  expect(urls().slice(1)).toEqual([`${SECRETS}/json/versions/latest:access`])
})

test.each(['../../other/versions/1', '1:destroy', '', 'a b', '1?x=y', '1/..', 'ä'])(
  'the version %j never becomes a request',
  async (pinned) => {
    const { store, context } = await opened(version)
    expect((await store.fetch([{ path: 'a', version: pinned }], context)).map(outcomeOf)).toEqual([
      'misconfigured',
    ])
    expect(urls()).toEqual(['/token'])
  },
)

test('a missing secret and a missing version do not exist', async () => {
  const { store, context } = await opened(() => apiError(404, 'NOT_FOUND'))
  expect((await store.fetch([{ path: 'a' }, { path: 'a', version: '7' }], context)).map(outcomeOf)).toEqual([
    'absent',
    'absent',
  ])
})

test('the project that pays is named where the credentials name one', async () => {
  const { store, context } = await opened(version, { quota_project_id: 'paying-project' })
  await store.fetch(named(1), context)
  expect(server!.asked.at(-1)!.headers).toMatchObject({
    'x-goog-user-project': 'paying-project',
    authorization: expect.stringMatching(/^Bearer canary-access/),
  })
})

test('labels are one list, narrowed to what all names begin with', async () => {
  const { store, context } = await opened(() =>
    json({ secrets: [{ name: `projects/${NUMBER}/secrets/item-1`, labels: { environment: 'dev' } }] }),
  )
  expect(await store.metadata!.read([{ path: 'item-1' }, { path: 'item-2' }], context)).toEqual([
    { reference: { path: 'item-1' }, exists: true, tags: { environment: 'dev' } },
    { reference: { path: 'item-2' }, exists: false },
  ])
  expect(urls().slice(1)).toEqual([`${SECRETS}?pageSize=25000&filter=name%3Aitem-`])
})

test('a list in pages is read to its end', async () => {
  const { store, context } = await opened(({ url }) => {
    const second = url.includes('pageToken=canary-page')
    const secrets = [
      { name: `projects/${NUMBER}/secrets/${second ? 'b' : 'a'}`, labels: { page: second ? '2' : '1' } },
    ]
    return json({ secrets, ...(second ? {} : { nextPageToken: 'canary-page' }) })
  })
  expect(await store.metadata!.read([{ path: 'a' }, { path: 'b' }], context)).toMatchObject([
    { tags: { page: '1' } },
    { tags: { page: '2' } },
  ])
})

test.each<[string, () => Reply, string]>([
  ['whose next page is always the same', () => json({ nextPageToken: 'canary-page' }), 'invalid-response'],
  ['of a project that is not there', () => apiError(404, 'NOT_FOUND'), 'invalid-response'],
  ['that is forbidden', () => apiError(403, 'PERMISSION_DENIED'), 'forbidden'],
  ['that is no list', () => json('[]'), 'invalid-response'],
  ['of no secrets but text', () => json({ secrets: 'canary' }), 'invalid-response'],
])('a list %s proves nothing', async (_, answer, reason) => {
  const { store, context } = await opened(answer)
  expect(await store.metadata!.read([{ path: 'a' }], context)).toMatchObject([{ failure: { reason } }])
})

test('a label called __proto__ is a label', async () => {
  const labels = '{"__proto__": "prod", "environment": "dev"}'
  const body = `{"secrets":[{"name":"projects/1/secrets/a","labels":${labels}}]}`
  const { store, context } = await opened(() => json(body))
  const [told] = await store.metadata!.read([{ path: 'a' }], context)
  expect(Object.keys((told as { tags: object }).tags)).toEqual(['__proto__', 'environment'])
})

async function opened(
  answer: (request: AskedRequest) => Reply,
  more: object = {},
): Promise<{ store: Store; context: StoreContext }> {
  server = await startFaultServer((request) => signInReply(request) ?? answer(request))
  const file = await writeAdc(folder, 'adc', {
    type: 'authorized_user',
    client_id: CLIENT_ID,
    client_secret: 'canary',
    refresh_token: 'canary-refresh',
    ...more,
  })
  const { place, options, context } = benchWith({ GOOGLE_APPLICATION_CREDENTIALS: file }, server.url)
  return { store: await gcpSecretManager.open(place, gcpSecretManager.parseOptions(options)), context }
}

function version({ url }: AskedRequest): Reply {
  const [, id] = /\/secrets\/([^/]+)\/versions\/latest:access$/.exec(url) ?? []
  const data = Buffer.from(JSON.stringify({ url: 'canary-url', user: 'canary-user' }))
  return json({
    name: `projects/${NUMBER}/secrets/${id}/versions/1`,
    payload: { data: data.toString('base64'), dataCrc32c: `${crc32c(data)}` },
  })
}

function named(count: number): SecretReference[] {
  return Array.from({ length: count }, (_, index) => ({ path: `item-${index}` }))
}

function urls(): string[] {
  return server!.asked.map(({ url }) => url)
}
