import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { awsSecretsManager } from '../../../src/stores/aws-secrets-manager/index.ts'
import type { Identity } from '../../../src/stores/store.ts'
import type { StorePlace } from '../../../src/stores/store-type.ts'
import { type AskedRequest, type FaultServer, type Reply, startFaultServer } from '../faults/fault-server.ts'
import { ACCOUNT, benchAt } from './place.ts'
import { actionOf, callerIs, DEVELOPER, json, stsError } from './wire.ts'

const WORKLOAD = `arn:aws:sts::${ACCOUNT}:assumed-role/ci/sotto`
const KEYS = {
  AWS_ACCESS_KEY_ID: 'ASIAENVIRONMENT00000',
  AWS_SECRET_ACCESS_KEY: 'canary-key',
  AWS_SESSION_TOKEN: 'canary-session',
}

let server: FaultServer
let folder: string
let files: Readonly<Record<string, string>>

beforeAll(async () => {
  server = await startFaultServer(answer)
  folder = await mkdtemp(join(tmpdir(), 'sotto-aws-'))
  files = {
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  }
  await writeFile(join(folder, 'token'), 'canary-token-of-the-workload\n')
  await writeFile(
    join(folder, 'credentials'),
    ['mapped', 'chosen']
      .map(
        (name) =>
          `[${name}]\naws_access_key_id = AKIA${name.toUpperCase()}\naws_secret_access_key = canary-${name}\n`,
      )
      .join('\n'),
  )
  await writeFile(
    join(folder, 'config'),
    `[profile expired]\nsso_session = corp\nsso_account_id = ${ACCOUNT}\nsso_role_name = Dev\n
[sso-session corp]\nsso_start_url = https://corp.invalid/start\nsso_region = eu-west-1\n
[profile derived]\nsource_profile = expired\nrole_arn = arn:aws:iam::${ACCOUNT}:role/Dev\n
[profile console]\nlogin_session = arn:aws:iam::${ACCOUNT}:user/alice\n
[profile empty]\nregion = eu-west-1\n`,
  )
})

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

test('the profile that the user gives to the account wins over everything', async () => {
  const identity = await whoami(
    { ...KEYS, ...files, AWS_PROFILE: 'chosen' },
    { awsProfiles: { [ACCOUNT]: 'mapped' } },
  )
  expect(accessKeys().at(-1)).toBe('AKIAMAPPED')
  expect(identity).toMatchObject({ takenFrom: [], shared: expect.stringContaining('static') })
})

test('AWS_PROFILE wins over keys in the environment, as in the SDK', async () => {
  await whoami({ ...KEYS, ...files, AWS_PROFILE: 'chosen' }, { awsProfiles: { '999999999999': 'mapped' } })
  expect(accessKeys().at(-1)).toBe('AKIACHOSEN')
})

test('keys in the environment sign in, and are known to have', async () => {
  const identity = await whoami({ ...KEYS, ...files })
  expect(accessKeys().at(-1)).toBe('ASIAENVIRONMENT00000')
  expect(identity).toMatchObject({ developer: 'alice', takenFrom: Object.keys(KEYS), workload: false })
})

test('nothing configured is signed out, and nobody is asked', async () => {
  const asked = server.asked.length
  expect(await whoami({})).toBeUndefined()
  expect(server.asked.length).toBe(asked)
})

test('a default profile with settings alone is nothing configured', async () => {
  const file = join(folder, 'settings-alone')
  await writeFile(file, '[default]\nregion = eu-west-1\noutput = json\n')
  expect(await whoami({ AWS_CONFIG_FILE: file })).toBeUndefined()
  expect(await whoami({ ...KEYS, AWS_CONFIG_FILE: file })).toMatchObject({ developer: 'alice' })
})

test.each([
  ['expired', 'aws sso login --profile expired'],
  ['derived', 'aws sso login --profile expired'],
  ['console', 'aws login --profile console'],
  ['missing', 'aws configure sso'],
  ['empty', undefined],
])('the profile %s gives nothing; then: %s', async (profile, suggestion) => {
  const failure = { reason: 'unauthenticated', retryable: false, ...(suggestion && { suggestion }) }
  await expect(whoami({ ...files, AWS_PROFILE: profile })).rejects.toMatchObject({ failure })
})

test('a token file is exchanged for the identity of a workload', async () => {
  const identity = await whoami({
    AWS_ROLE_ARN: `arn:aws:iam::${ACCOUNT}:role/ci`,
    AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
  })
  expect(identity).toMatchObject({
    principal: WORKLOAD,
    workload: true,
    takenFrom: ['AWS_WEB_IDENTITY_TOKEN_FILE'],
  })
  expect(identity?.developer).toBeUndefined()
  expect(identity?.shared).toBeUndefined()
  expect(exchanged().at(-1)).toBe('canary-token-of-the-workload')
})

test("a GitHub job's own token is exchanged in memory", async () => {
  const identity = await whoami({
    AWS_ROLE_ARN: `arn:aws:iam::${ACCOUNT}:role/ci`,
    ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/github?api-version=2`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-request-token',
  })
  expect(identity).toMatchObject({ principal: WORKLOAD, workload: true })
  expect(exchanged().at(-1)).toBe('canary-github-token-for-sts.amazonaws.com')
})

test('a GitHub job without permission is told which one it lacks', async () => {
  const env = {
    AWS_ROLE_ARN: `arn:aws:iam::${ACCOUNT}:role/ci`,
    ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/github`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-wrong-token',
  }
  await expect(whoami(env)).rejects.toMatchObject({
    failure: { reason: 'unauthenticated', suggestion: expect.stringContaining('id-token: write') },
  })
})

test('a role that does not trust the workload is a refusal', async () => {
  const env = {
    AWS_ROLE_ARN: 'arn:aws:iam::1:role/forbidden',
    AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
  }
  await expect(whoami(env)).rejects.toMatchObject({ failure: { reason: 'forbidden' } })
})

test('a local credential server signs in', async () => {
  const identity = await whoami({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${server.url}/container`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 'canary-container-token',
  })
  expect(accessKeys().at(-1)).toBe('ASIACONTAINER')
  expect(identity).toMatchObject({
    developer: 'alice',
    takenFrom: expect.arrayContaining(['AWS_CONTAINER_CREDENTIALS_FULL_URI']),
  })
})

test('a local credential server that refuses is a missing sign-in', async () => {
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${server.url}/container` }
  await expect(whoami(env)).rejects.toMatchObject({ failure: { reason: 'unauthenticated' } })
})

async function whoami(
  env: Readonly<Record<string, string>>,
  settings: StorePlace['settings'] = {},
): Promise<Identity | undefined> {
  const { place, options, context } = benchAt(server.url, env)
  const store = await awsSecretsManager.open({ ...place, settings }, awsSecretsManager.parseOptions(options))
  return store.whoami(context)
}

function answer(request: AskedRequest): Reply {
  const { url, headers, body } = request
  if (url.startsWith('/github')) {
    const audience = new URL(url, 'http://localhost').searchParams.get('audience')
    const right = headers.authorization === 'Bearer canary-request-token'
    return right ? json({ value: `canary-github-token-for-${audience}` }) : json({ message: 'canary' }, 401)
  }
  if (url === '/container') {
    if (headers.authorization !== 'canary-container-token') return json({ message: 'canary' }, 401)
    return json({
      AccessKeyId: 'ASIACONTAINER',
      SecretAccessKey: 'canary-key',
      Token: 'canary-session',
      Expiration: new Date(Date.now() + 3_600_000).toISOString(),
    })
  }
  if (actionOf(request) === 'AssumeRoleWithWebIdentity') {
    return body.includes('forbidden') ? stsError(403, 'AccessDenied') : assumed()
  }
  return callerIs(headers.authorization?.includes('ASIAWORKLOAD') ? WORKLOAD : DEVELOPER)
}

function assumed(): Reply {
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>
<AccessKeyId>ASIAWORKLOAD</AccessKeyId><SecretAccessKey>canary-key</SecretAccessKey><SessionToken>canary-session</SessionToken>
<Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration>
</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
  }
}

function accessKeys(): string[] {
  return server.asked.flatMap(
    ({ headers }) => /Credential=([A-Z0-9]+)\//.exec(`${headers.authorization}`)?.[1] ?? [],
  )
}

function exchanged(): (string | null)[] {
  return server.asked
    .filter((request) => actionOf(request) === 'AssumeRoleWithWebIdentity')
    .map(({ body }) => new URLSearchParams(body).get('WebIdentityToken'))
}
