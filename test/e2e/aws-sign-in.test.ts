import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ACCOUNT, AWS_STORE, REGION } from '../stores/aws-secrets-manager/place.ts'
import { actionOf, callerIs, DEVELOPER, entry, json, namesIn } from '../stores/aws-secrets-manager/wire.ts'
import { type AskedRequest, type Reply, startFaultServer } from '../stores/faults/fault-server.ts'
import { layRepository } from '../support/repository.ts'
import { sharedSchema, trustedBy } from '../support/shared-store.ts'

const TOKEN = 'canary-sso-access-token'
const SHOW = ['run', '--no-redact', '--', 'sh', '-c', 'echo "$API_KEY"']

const CONFIG = `[profile person]
sso_session = corp
sso_account_id = ${ACCOUNT}
sso_role_name = Developer
[sso-session corp]
sso_start_url = https://corp.invalid/start
sso_region = ${REGION}
[profile derived]
source_profile = person
role_arn = arn:aws:iam::${ACCOUNT}:role/AWSReservedSSO_Developer_0123456789abcdef
role_session_name = alice@example.com
region = ${REGION}
[profile process]
credential_process = printf '{"Version":1,"AccessKeyId":"ASIAPROCESS","SecretAccessKey":"canary-key","SessionToken":"canary"}'
`

// Each kind of sign-in is a part of the SDK of its own, which the bundle must have kept.
test.each(['person', 'derived', 'process'])(
  'the profile %s signs in, with nothing printed',
  async (profile) => {
    const { run, asked } = await signedIn({ expiresAt: new Date(Date.now() + 3_600_000) })
    expect(await run(profile)).toEqual({
      status: 0,
      signal: null,
      stdout: 'canary-shop/dev/api\n',
      stderr: '',
    })
    expect(asked().slice(-2)).toEqual(['GetCallerIdentity', 'BatchGetSecretValue'])
  },
)

test('an expired session is told with the command that renews it', async () => {
  const { run } = await signedIn({ expiresAt: new Date(0) })
  const { status, stdout, stderr } = await run('person')
  expect({ status, stdout }).toEqual({ status: 77, stdout: '' })
  expect(stderr).toContain('aws sso login --profile person')
  expect(stderr).not.toContain('canary')
})

test('both a profile and keys in the environment give no warning', async () => {
  const { run } = await signedIn({ expiresAt: new Date(Date.now() + 3_600_000) })
  const { status, stderr } = await run('person', {
    AWS_ACCESS_KEY_ID: 'AKIAX',
    AWS_SECRET_ACCESS_KEY: 'canary',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

async function signedIn({ expiresAt }: { expiresAt: Date }) {
  const server = await startFaultServer(answer)
  onTestFinished(() => server.close())
  const repository = layRepository(sharedSchema(AWS_STORE, { API_KEY: 'shop/dev/api' }))
  const aws = join(repository.home, '.aws')
  mkdirSync(join(aws, 'sso/cache'), { recursive: true })
  writeFileSync(join(aws, 'config'), CONFIG)
  const cached = join(aws, 'sso/cache', `${createHash('sha1').update('corp').digest('hex')}.json`)
  writeFileSync(cached, JSON.stringify({ accessToken: TOKEN, expiresAt: expiresAt.toISOString() }))
  const trust = await trustedBy(repository)
  return {
    run: (profile: string, env: Readonly<Record<string, string>> = {}) =>
      repository.sotto(SHOW, {
        env: { ...trust, AWS_ENDPOINT_URL: server.url, AWS_PROFILE: profile, ...env },
      }),
    asked: () => server.asked.map(actionOf),
  }
}

function answer(request: AskedRequest): Reply {
  if (request.url.startsWith('/federation/credentials')) return portal(request)
  switch (actionOf(request)) {
    case 'AssumeRole':
      return assumed()
    case 'GetCallerIdentity':
      return callerIs(DEVELOPER)
    default:
      return json({ SecretValues: namesIn(request).map((name) => entry(name)) })
  }
}

/** Identity Center's portal, which gives a role's credentials for the person's token. */
function portal({ headers }: AskedRequest): Reply {
  if (headers['x-amz-sso_bearer_token'] !== TOKEN) return json({ __type: 'UnauthorizedException' }, 401)
  const keys = { accessKeyId: 'ASIAPORTAL', secretAccessKey: 'canary-key', sessionToken: 'canary-session' }
  return json({ roleCredentials: { ...keys, expiration: Date.now() + 3_600_000 } })
}

function assumed(): Reply {
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<AssumeRoleResponse><AssumeRoleResult><Credentials>
<AccessKeyId>ASIAASSUMED</AccessKeyId><SecretAccessKey>canary-key</SecretAccessKey><SessionToken>canary-session</SessionToken>
<Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration>
</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  }
}
