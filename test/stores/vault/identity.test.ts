import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { startFaultServer } from '../faults/fault-server.ts'
import { signInPerson } from './fake/seed.ts'
import type { FakeVault } from './fake/server.ts'
import { makeToken, type TokenRequest } from './fake/tokens.ts'
import { openAt, startWorld } from './world.ts'

const PERSON = { displayName: 'x', policies: ['reader'] }

test.each<[string, TokenRequest, object]>([
  [
    'OIDC: the e-mail address without its domain',
    { ...PERSON, path: 'auth/oidc/oidc/callback', alias: alias('Alice@example.com', 'oidc') },
    { developer: 'alice', principal: 'oidc/Alice@example.com', workload: false },
  ],
  [
    'OIDC of another domain: a person without a name',
    { ...PERSON, path: 'auth/oidc/oidc/callback', alias: alias('alice@example.org', 'oidc') },
    { developerRefusal: expect.stringContaining('example.com'), workload: false },
  ],
  [
    'OIDC on a mount of the jwt plugin',
    {
      ...PERSON,
      path: 'auth/sso/oidc/callback',
      alias: { ...alias('alice', 'jwt'), mountPath: 'auth/sso/' },
    },
    { developer: 'alice', principal: 'sso/alice', workload: false },
  ],
  [
    'LDAP',
    { ...PERSON, path: 'auth/ldap/login/alice', alias: alias('alice', 'ldap') },
    { developer: 'alice', workload: false },
  ],
  [
    "a token made by a person's token",
    { ...PERSON, path: 'auth/token/create', alias: alias('alice', 'userpass') },
    { developer: 'alice', workload: false },
  ],
  [
    'AppRole: a machine that this process did not sign in',
    { ...PERSON, path: 'auth/approle/login', alias: alias('role-id', 'approle') },
    { workload: true, shared: expect.stringContaining('approle') },
  ],
  [
    'a JWT that somebody else exchanged',
    { ...PERSON, path: 'auth/jwt/login', alias: alias('repo:x', 'jwt') },
    { workload: true, shared: expect.stringContaining('not made in this process') },
  ],
  ['a root token', { ...PERSON, path: 'auth/token/root', policies: ['root'] }, { shared: 'a root token' }],
  [
    'a token without an entity',
    { ...PERSON, displayName: 'token-ci', path: 'auth/token/create' },
    { principal: 'token-ci', shared: expect.stringContaining('without an entity') },
  ],
])('%s', async (_, request, expected) => {
  const server = await startWorld()
  const { whoami } = await openAt(server, {}, { env: { VAULT_TOKEN: makeToken(server.state, request).id } })
  const identity = await whoami()
  expect(identity).toMatchObject({ ...expected, takenFrom: ['VAULT_TOKEN'] })
  if (!('developer' in expected)) expect(identity?.developer).toBeUndefined()
  if (!('shared' in expected)) expect(identity?.shared).toBeUndefined()
})

test('an entity with two names through one mount is a person without a name', async () => {
  const server = await startWorld()
  const token = signInPerson(server, 'alice', ['reader'])
  server.state.entities.get(token.entityId)!.aliases.push(alias('bob', 'userpass'))
  const { whoami } = await openAt(server, {}, { env: { VAULT_TOKEN: token.id } })
  expect(await whoami()).toMatchObject({ developerRefusal: expect.any(String), workload: false })
})

test('the end of the token is the end of the identity', async () => {
  const server = await startWorld()
  const token = signInPerson(server, 'alice', ['reader'])
  const { whoami } = await openAt(server, {}, { env: { VAULT_TOKEN: token.id } })
  expect((await whoami())?.expiresAt).toEqual(token.expires)
})

test('a token that Vault does not accept is named by its variable', async () => {
  const { whoami } = await openAt(await startWorld(), {}, { env: { BAO_TOKEN: 'hvs.canary-wrong' } })
  const error = await whoami().catch((thrown) => thrown)
  expect(error.failure).toMatchObject({ reason: 'unauthenticated', suggestion: 'unset BAO_TOKEN' })
  expect(JSON.stringify(error.failure)).not.toContain('canary')
})

test("the token file of Vault's own tool is read only where the user says so", async () => {
  const server = await startWorld()
  const home = temporaryFolder()
  writeFileSync(join(home, '.vault-token'), signInPerson(server, 'alice', ['reader']).id)
  const env = { HOME: home }
  expect(await (await openAt(server, {}, { env })).whoami()).toBeUndefined()
  const settings = { readTokenFile: true }
  const { whoami } = await openAt(server, {}, { env, place: { settings } })
  expect(await whoami()).toMatchObject({ developer: 'alice', takenFrom: [] })
})

test('a workload signs in with a token of its CI system', async () => {
  const server = await startWorld()
  const sign = trustIssuer(server)
  const env = { VAULT_ID_TOKEN: await sign(server.address) }
  const { whoami, store } = await openAt(server, { auth: { jwt: { role: 'ci' } } }, { env })
  const identity = await whoami()
  expect(identity).toMatchObject({ workload: true, takenFrom: ['VAULT_ID_TOKEN'] })
  expect(identity).not.toHaveProperty('shared')
  expect(identity).not.toHaveProperty('developer')
  await expect(store.login!.start((await openAt(server)).ctx)).rejects.toMatchObject({ failure: {} })
})

test('a workload asks GitHub for its token, for the audience that the schema names', async () => {
  const server = await startWorld()
  const sign = trustIssuer(server, 'https://vault.example.com')
  const github = await startFaultServer(async ({ url, headers }) => {
    const audience = new URL(url, 'http://x').searchParams.get('audience')!
    expect(headers.authorization).toBe('Bearer canary-request-token')
    return {
      body: JSON.stringify({ value: await sign(audience) }),
      headers: { 'content-type': 'application/json' },
    }
  })
  const env = {
    ACTIONS_ID_TOKEN_REQUEST_URL: `${github.url}/token?api-version=2`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-request-token',
  }
  const jwt = { role: 'ci', audience: 'https://vault.example.com' }
  const { whoami } = await openAt(server, { auth: { jwt } }, { env })
  expect(await whoami()).toMatchObject({ workload: true, takenFrom: Object.keys(env) })
  await github.close()
})

test('a workload whose token is for somebody else is refused, and the token is not repeated', async () => {
  const server = await startWorld()
  const text = await trustIssuer(server)('https://other.example.com')
  const { whoami } = await openAt(
    server,
    { auth: { jwt: { role: 'ci' } } },
    { env: { VAULT_ID_TOKEN: text } },
  )
  const error = await whoami().catch((thrown) => thrown)
  expect(error.failure).toMatchObject({ reason: 'unauthenticated' })
  expect(JSON.stringify(error.failure)).not.toContain(text.slice(0, 20))
})

test('without a declared JWT sign-in the token of a CI system goes nowhere', async () => {
  const server = await startWorld()
  const { whoami } = await openAt(server, {}, { env: { VAULT_ID_TOKEN: 'canary' } })
  expect(await whoami()).toBeUndefined()
  expect(server.requests).toEqual([])
})

function alias(name: string, mountType: string) {
  return { name, mountType, mountPath: `auth/${mountType}/` }
}

/** Lets `server` accept tokens of an issuer for one role, and signs some. */
function trustIssuer(
  { state, address }: FakeVault,
  audience = address,
): (audience: string) => Promise<string> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  })
  const issuer = 'https://ci.example.com'
  const roles = new Map([['ci', { audience, policies: ['reader'] }]])
  state.auths.set('jwt', { type: 'jwt', key: publicKey, issuer, roles })
  return (asked) =>
    new SignJWT({ sub: 'repo:example/storefront' })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(issuer)
      .setAudience(asked)
      .setExpirationTime('5m')
      .sign(privateKey)
}
