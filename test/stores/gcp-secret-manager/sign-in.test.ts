import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gcpSecretManager } from '../../../src/stores/gcp-secret-manager/index.ts'
import type { Identity } from '../../../src/stores/store.ts'
import { type AskedRequest, type FaultServer, type Reply, startFaultServer } from '../faults/fault-server.ts'
import { benchWith, writeAdc } from './place.ts'
import { CLIENT_ID, EMAIL, json, signInReply } from './wire.ts'

const POOL = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/providers/github'
const WORKFORCE = '//iam.googleapis.com/locations/global/workforcePools/people/providers/corp'
const ACCOUNT = 'reader@storefront-dev.iam.gserviceaccount.com'
const IMPERSONATION = `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${ACCOUNT}:generateAccessToken`

let server: FaultServer
let folder: string

beforeAll(async () => {
  server = await startFaultServer(answer)
  folder = await mkdtemp(join(tmpdir(), 'sotto-gcp-'))
  await writeFile(join(folder, 'subject'), 'canary-subject')
})

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

test('a person is named by the token itself, which spares a request', async () => {
  const before = server.asked.length
  expect(await whoamiWith(person('canary-named'))).toMatchObject({
    principal: EMAIL,
    developer: 'alice.jones',
    workload: false,
    takenFrom: ['GOOGLE_APPLICATION_CREDENTIALS'],
  })
  expect(urls(before)).toEqual(['/token'])
})

test('a person whose token names nobody is asked about', async () => {
  const before = server.asked.length
  expect(await whoamiWith(person('canary-unnamed'))).toMatchObject({
    principal: EMAIL,
    developer: 'alice.jones',
  })
  expect(urls(before)).toEqual(['/token', '/tokeninfo'])
})

test('the file that gcloud writes is found, and taken from no variable', async () => {
  await writeAdc(folder, 'application_default_credentials', person('canary-well-known'))
  expect(await whoami({ CLOUDSDK_CONFIG: folder })).toMatchObject({ principal: EMAIL, takenFrom: [] })
})

test('no credentials are no sign-in', async () => {
  expect(await whoami({ CLOUDSDK_CONFIG: join(folder, 'nowhere') })).toBeUndefined()
})

test('the key of a service account is shared', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = {
    type: 'service_account',
    client_email: ACCOUNT,
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }
  const before = server.asked.length
  expect(await whoamiWith(key)).toMatchObject({ principal: ACCOUNT, shared: expect.stringContaining('key') })
  expect(urls(before)).toEqual([])
})

test('a person may act through a service account', async () => {
  const credentials = {
    type: 'impersonated_service_account',
    service_account_impersonation_url: IMPERSONATION,
    source_credentials: person('canary-impersonating'),
  }
  const identity = await whoamiWith(credentials)
  expect(identity).toMatchObject({ principal: `${ACCOUNT} through ${EMAIL}`, developer: 'alice.jones' })
  expect(identity?.shared).toBeUndefined()
})

test('a key that acts through a service account is still a key', async () => {
  const credentials = {
    type: 'impersonated_service_account',
    service_account_impersonation_url: IMPERSONATION,
    source_credentials: { type: 'external_account_something' },
  }
  await expect(whoamiWith(credentials)).rejects.toMatchObject({ failure: { reason: 'misconfigured' } })
})

test.each([
  [POOL, { principal: POOL, workload: true }],
  [WORKFORCE, { principal: WORKFORCE, workload: false, developerRefusal: expect.any(String) }],
])('a token is genuinely exchanged at %s', async (audience, expected) => {
  const identity = await whoamiWith({
    type: 'external_account',
    audience,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${server.url}/v1/token`,
    credential_source: { file: join(folder, 'subject') },
  })
  expect(identity).toMatchObject(expected)
  expect(identity?.developer).toBeUndefined()
  expect(exchanged()).toMatchObject({ audience, subject_token: 'canary-subject' })
})

test("a GitHub job's own token is exchanged in memory", async () => {
  const env = {
    CLOUDSDK_CONFIG: join(folder, 'nowhere'),
    GOOGLE_WORKLOAD_IDENTITY_PROVIDER: POOL.slice('//iam.googleapis.com/'.length),
    ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/github`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-request-token',
  }
  expect(await whoami(env)).toMatchObject({ principal: POOL, workload: true })
  expect(exchanged()).toMatchObject({
    audience: POOL,
    subject_token: `canary-github-token-for-https:${POOL}`,
  })
  expect(await whoami({ ...env, GOOGLE_SERVICE_ACCOUNT: ACCOUNT })).toMatchObject({
    principal: ACCOUNT,
    workload: true,
  })
})

test.each([
  ['no JSON', '{"refresh_token": "canary-broken'],
  ['null', 'null'],
  ['of another kind', '{"type":"gdch_service_account","private_key":"canary-key"}'],
  [
    'an impersonation without https',
    '{"type":"impersonated_service_account","service_account_impersonation_url":"http://canary.example"}',
  ],
])('credentials that are %s are said to be, and not repeated', async (_, content) => {
  const file = join(folder, 'broken.json')
  await writeFile(file, content)
  const failure = await whoami({ GOOGLE_APPLICATION_CREDENTIALS: file }).catch((error) => error)
  expect(failure).toMatchObject({ failure: { reason: 'misconfigured' } })
  expect(inspect(failure, { depth: null })).not.toContain('canary')
})

test('a named file that is missing is not passed over', async () => {
  const env = { GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'missing.json'), CLOUDSDK_CONFIG: folder }
  await expect(whoami(env)).rejects.toMatchObject({ failure: { reason: 'misconfigured' } })
})

test.each(['https://example.com', 'http://127.0.0.1.example.com', 'file:///etc', 'x', 7])(
  'the endpoint %s is not this machine, and refused',
  async (endpoint) => {
    const { place, options } = benchWith({}, `${endpoint}`)
    await expect(gcpSecretManager.open(place, gcpSecretManager.parseOptions(options))).rejects.toMatchObject({
      failure: { reason: 'misconfigured' },
    })
  },
)

function person(refreshToken: string): object {
  return {
    type: 'authorized_user',
    client_id: CLIENT_ID,
    client_secret: 'canary',
    refresh_token: refreshToken,
  }
}

async function whoamiWith(credentials: object): Promise<Identity | undefined> {
  return whoami({ GOOGLE_APPLICATION_CREDENTIALS: await writeAdc(folder, 'adc', credentials) })
}

async function whoami(env: Readonly<Record<string, string>>): Promise<Identity | undefined> {
  const { place, options, context } = benchWith(env, server.url)
  return (await gcpSecretManager.open(place, gcpSecretManager.parseOptions(options))).whoami(context)
}

function answer(request: AskedRequest): Reply {
  const { url, headers } = request
  if (url === '/v1/token') {
    return json({
      access_token: 'canary-exchanged',
      expires_in: 3600,
      issued_token_type: 'x',
      token_type: 'Bearer',
    })
  }
  if (url.endsWith(':generateAccessToken')) {
    return json({
      accessToken: 'canary-impersonated',
      expireTime: new Date(Date.now() + 3_600_000).toISOString(),
    })
  }
  if (url.startsWith('/github')) {
    const audience = new URL(url, 'http://localhost').searchParams.get('audience')
    const right = headers.authorization === 'Bearer canary-request-token'
    return right ? json({ value: `canary-github-token-for-${audience}` }) : json({}, 401)
  }
  return signInReply(request) ?? json({ access_token: 'canary-of-key', expires_in: 3600 })
}

function urls(from: number): string[] {
  return server.asked.slice(from).map(({ url }) => url)
}

function exchanged(): Record<string, string> {
  const { body } = server.asked.findLast(({ url }) => url === '/v1/token')!
  return Object.fromEntries(new URLSearchParams(body))
}
