import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { crc32c } from '../../../src/stores/gcp-secret-manager/crc32c.ts'
import { layRepository } from '../../support/repository.ts'
import { ROOT } from '../../support/run-bin.ts'
import { sharedSchema, trustedBy } from '../../support/shared-store.ts'
import { type AskedRequest, type Reply, startFaultServer } from '../faults/fault-server.ts'
import { callOf } from './service-definition.ts'
import { apiError, CLIENT_ID, json, NUMBER, signInReply } from './wire.ts'

const PAGE = readFileSync(join(ROOT, 'docs/stores/gcp-secret-manager.md'), 'utf8')
const STORE = JSON.parse(/```json\n([\s\S]*?)```/.exec(PAGE)![1]!).stores.team as { devScope: object }
const UNLABELLED = { ...STORE, devScope: { ...STORE.devScope, labels: undefined } }
const DOCUMENTED = [...PAGE.matchAll(/^\| `([a-z]+\.[A-Za-z]+\.[A-Za-z]+)` \|/gm)].map(([, name]) => name!)

/** What Google asks for, by the call. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  AccessSecretVersion: 'secretmanager.versions.access',
  ListSecrets: 'secretmanager.secrets.list',
}

const PERSON = {
  type: 'authorized_user',
  client_id: CLIENT_ID,
  client_secret: 'canary-client-secret',
  refresh_token: 'canary-refresh',
}
const THROUGH = {
  type: 'impersonated_service_account',
  service_account_impersonation_url:
    'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@example.com:generateAccessToken',
  source_credentials: { ...PERSON, quota_project_id: 'paying' },
}

test('the documented permissions are enough for a run and a check, and both use all of them', async () => {
  const { taken, sotto } = await startShop(DOCUMENTED, STORE, THROUGH)
  for (const command of [['check'], ['run', '--', 'true']]) {
    taken.clear()
    expect(await sotto(command)).toMatchObject({ status: 0 })
    expect([...taken].toSorted()).toEqual(DOCUMENTED.toSorted())
  }
})

test.each(DOCUMENTED)('nothing in them is too much: %s', async (permission) => {
  const granted = DOCUMENTED.filter((one) => one !== permission)
  const { sotto } = await startShop(granted, STORE, THROUGH)
  expect((await sotto(['check'])).status).toBe(1)
})

test.each([
  ['without labels in the scope', UNLABELLED, PERSON, ['secretmanager.versions.access']],
  ['with labels', STORE, PERSON, ['secretmanager.secrets.list', 'secretmanager.versions.access']],
  [
    'with a project that pays',
    UNLABELLED,
    THROUGH.source_credentials,
    ['secretmanager.versions.access', 'serviceusage.services.use'],
  ],
])('%s no other is needed than the page says', async (_, store, credentials, needed) => {
  const { taken, sotto } = await startShop(needed, store, credentials)
  expect((await sotto(['check'])).status).toBe(0)
  expect([...taken].toSorted()).toEqual(needed)
})

/** Alice's repository, and a Google Cloud that lets her do what is `granted`; `taken`: what the requests needed. */
async function startShop(granted: readonly string[], store: object, credentials: object) {
  const taken = new Set<string>()
  const server = await startFaultServer((request) => {
    const needed = permissionsFor(request)
    for (const permission of needed) taken.add(permission)
    const may = needed.every((permission) => granted.includes(permission))
    return may ? answer(request) : apiError(403, 'PERMISSION_DENIED', 'IAM_PERMISSION_DENIED')
  })
  onTestFinished(server.close)
  const repository = layRepository(
    sharedSchema(store, { OWN_KEY: 'storefront-{developer}-key', SHARED_KEY: 'storefront-key' }),
  )
  const config = join(repository.home, '.config/sotto')
  mkdirSync(config, { recursive: true })
  const settings = { stores: { 'gcp-secret-manager': { endpoint: server.url } } }
  writeFileSync(join(config, 'config.json'), JSON.stringify(settings))
  const file = join(repository.home, 'credentials.json')
  writeFileSync(file, JSON.stringify(credentials), { mode: 0o600 })
  const env = { GOOGLE_APPLICATION_CREDENTIALS: file, ...(await trustedBy(repository)) }
  return { taken, sotto: (args: readonly string[]) => repository.sotto(args, { env }) }
}

function permissionsFor({ method, url, headers, body }: AskedRequest): string[] {
  if (url.endsWith(':generateAccessToken')) return ['iam.serviceAccounts.getAccessToken']
  const call = callOf(method, url, body)
  if (call === undefined) return []
  return [
    PERMISSIONS[call.name] ?? `whatever ${call.name} takes`,
    ...('x-goog-user-project' in headers ? ['serviceusage.services.use'] : []),
  ]
}

function answer(request: AskedRequest): Reply {
  const { url } = request
  if (url.endsWith(':generateAccessToken')) {
    const expireTime = new Date(Date.now() + 3_600_000).toISOString()
    return json({ accessToken: 'canary-access-of-account', expireTime })
  }
  const ids = ['storefront-alice--jones-key', 'storefront-key']
  const [, id] = /\/secrets\/([^/]+)\/versions\/latest:access$/.exec(url) ?? []
  if (id !== undefined) {
    const data = Buffer.from(`canary-${id}`)
    const payload = { data: data.toString('base64'), dataCrc32c: `${crc32c(data)}` }
    return json({ name: `projects/${NUMBER}/secrets/${id}/versions/1`, payload })
  }
  const named = (one: string) => ({
    name: `projects/${NUMBER}/secrets/${one}`,
    labels: { environment: 'dev' },
  })
  return signInReply(request) ?? json({ secrets: ids.map(named) })
}
