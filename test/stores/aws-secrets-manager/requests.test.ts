import { afterEach, expect, test } from 'vitest'
import { awsSecretsManager } from '../../../src/stores/aws-secrets-manager/index.ts'
import type { SecretReference, Store, StoreContext } from '../../../src/stores/store.ts'
import type { StorePlace } from '../../../src/stores/store-type.ts'
import { bytesOf, outcomeOf } from '../contract/case.ts'
import { type AskedRequest, type FaultServer, type Reply, startFaultServer } from '../faults/fault-server.ts'
import { benchAt } from './place.ts'
import { actionOf, arnOf, callerIs, DEVELOPER, entry, json, namesIn, stsError } from './wire.ts'

let server: FaultServer | undefined
afterEach(() => server?.close())

test.each([undefined, { references: 100, tags: false }])(
  '100 secrets are five batches after one question of who we are, expected or not: %o',
  async (expected) => {
    const { store, context } = await opened(everything, undefined, expected)
    // What is rehearsed while that is answered would have been sent by now.
    await store.whoami(context)
    await new Promise(setImmediate)
    expect(actions()).toEqual(['GetCallerIdentity'])
    const lookups = await store.fetch(named(100), context)
    expect(lookups.every((lookup) => outcomeOf(lookup) === 'found')).toBe(true)
    expect(actions()).toEqual(['GetCallerIdentity', ...Array(5).fill('BatchGetSecretValue')])
  },
)

test('who we are is asked once, whatever is asked for', async () => {
  const { store, context } = await opened(everything)
  await store.whoami(context)
  await Promise.all([store.fetch(named(1), context), store.metadata!.read(named(1), context)])
  await store.fetch(named(1), context)
  expect(actions().filter((action) => action === 'GetCallerIdentity')).toHaveLength(1)
})

test('many fields of one secret are one read; so are its tags', async () => {
  const { store, context } = await opened(everything)
  const fields = ['url', 'user', 'password', 'missing'].map((field) => ({ path: 'json', field }))
  const lookups = await store.fetch(fields, context)
  expect(lookups.map(outcomeOf)).toEqual(['found', 'found', 'found', 'absent'])
  await store.metadata!.read(fields, context)
  expect(actions()).toEqual(['GetCallerIdentity', 'BatchGetSecretValue', 'DescribeSecret'])
})

test('a pinned version is asked for by id or by label, once', async () => {
  const { store, context } = await opened(everything)
  const id = '11111111-2222-4333-8444-555555555555'
  const pinned = [
    { path: 'a', version: id },
    { path: 'a', version: 'AWSPREVIOUS' },
    { path: 'a', version: id, field: 'x' },
  ]
  await store.fetch(pinned, context)
  const bodies = server!.asked.slice(1).map(({ body }) => JSON.parse(body))
  expect(bodies).toEqual([
    { SecretId: 'a', VersionId: id },
    { SecretId: 'a', VersionStage: 'AWSPREVIOUS' },
  ])
})

test('a name with marks of its own is never taken for a version', async () => {
  const { store, context } = await opened(everything)
  const asked = [{ path: 'a', version: '1' }, { path: 'a@@1' }, { path: 'a' }]
  const values = (await store.fetch(asked, context)).map((lookup) => bytesOf(lookup).toString())
  expect(values).toEqual(['canary-a', 'canary-a@@1', 'canary-a'])
})

test('a batch in pages is read to its end', async () => {
  const { store, context } = await opened((request) => {
    const { NextToken } = JSON.parse(request.body)
    const [first, ...others] = namesIn(request)
    return NextToken
      ? json({ SecretValues: others.map((name) => entry(name)) })
      : json({ SecretValues: [entry(first!)], NextToken: 'canary-page' })
  })
  expect((await store.fetch(named(3), context)).map(outcomeOf)).toEqual(['found', 'found', 'found'])
})

test('an id in neither list does not exist', async () => {
  const { store, context } = await opened(() => json({ SecretValues: [], Errors: [] }))
  expect((await store.fetch(named(1), context)).map(outcomeOf)).toEqual(['absent'])
})

test('binary and text come as they are', async () => {
  const bytes = Buffer.from([0, 255, 10])
  const { store, context } = await opened((request) =>
    json({
      SecretValues: namesIn(request).map((name) =>
        entry(name, { SecretString: undefined, SecretBinary: bytes.toString('base64') }),
      ),
    }),
  )
  expect(bytesOf((await store.fetch(named(1), context))[0]).equals(bytes)).toBe(true)
})

test('a description tells tags, date and version; one that is marked for deletion exists no more', async () => {
  const { store, context } = await opened(everything)
  const [there, leaving] = await store.metadata!.read([{ path: 'a' }, { path: 'leaving' }], context)
  expect(there).toEqual({
    reference: { path: 'a' },
    exists: true,
    version: 'v2',
    lastRotatedAt: new Date(1_700_000_000_000),
    tags: { environment: 'dev' },
  })
  expect(leaving).toMatchObject({ exists: false })
})

test('a description from another account is no proof', async () => {
  const { store, context } = await opened(() =>
    json({ ARN: arnOf('a', { account: '999999999999' }), Tags: [] }),
  )
  expect(await store.metadata!.read([{ path: 'a' }], context)).toMatchObject([
    { failure: { reason: 'invalid-response' } },
  ])
})

test('the second try signs with the right time where our clock was wrong', async () => {
  const date = { date: new Date(Date.now() + 3_600_000).toUTCString() }
  const { store, context } = await opened(everything, (request) =>
    stampOf(request) > Date.now() + 1_800_000
      ? { ...callerIs(DEVELOPER), headers: { 'content-type': 'text/xml', ...date } }
      : { ...stsError(403, 'SignatureDoesNotMatch'), headers: { 'content-type': 'text/xml', ...date } },
  )
  await expect(store.whoami(context)).rejects.toMatchObject({
    failure: { reason: 'misconfigured', retryable: true, summary: expect.stringContaining('clock') },
  })
  expect(await store.whoami(context)).toMatchObject({ developer: 'alice' })
})

async function opened(
  answer: (request: AskedRequest) => Reply,
  identity: (request: AskedRequest) => Reply = () => callerIs(DEVELOPER),
  expected?: StorePlace['expected'],
): Promise<{ store: Store; context: StoreContext }> {
  server = await startFaultServer((request) =>
    actionOf(request) === 'GetCallerIdentity' ? identity(request) : answer(request),
  )
  const { place, options, context } = benchAt(server.url, {
    AWS_ACCESS_KEY_ID: 'ASIACANARY',
    AWS_SECRET_ACCESS_KEY: 'canary-key',
    AWS_SESSION_TOKEN: 'canary-session',
  })
  const expecting = { ...place, ...(expected && { expected }) }
  return { store: await awsSecretsManager.open(expecting, awsSecretsManager.parseOptions(options)), context }
}

function everything(request: AskedRequest): Reply {
  const action = actionOf(request)
  const json1 = JSON.stringify({ url: 'canary-url', user: 'canary-user', password: 'canary-password' })
  const content = (name: string) => entry(name, name === 'json' ? { SecretString: json1 } : {})
  if (action === 'BatchGetSecretValue') return json({ SecretValues: namesIn(request).map(content) })
  const { SecretId } = JSON.parse(request.body) as { SecretId: string }
  if (action === 'GetSecretValue') return json(content(SecretId))
  return json({
    ARN: arnOf(SecretId),
    Tags: [{ Key: 'environment', Value: 'dev' }],
    LastRotatedDate: 1_700_000_000,
    LastChangedDate: 1_800_000_000,
    VersionIdsToStages: { v1: ['AWSPREVIOUS'], v2: ['AWSCURRENT'] },
    ...(SecretId === 'leaving' && { DeletedDate: 1_700_000_000 }),
  })
}

function named(count: number): SecretReference[] {
  return Array.from({ length: count }, (_, index) => ({ path: `item-${index}` }))
}

function actions(): string[] {
  return server!.asked.map(actionOf)
}

function stampOf({ headers }: AskedRequest): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(`${headers['x-amz-date']}`) ?? []
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
