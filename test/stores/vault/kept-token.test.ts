import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { ownKeyring } from '../../keychain/own-keyring.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import type { FakeVault } from './fake/server.ts'
import { personAt } from './person.ts'
import { placeIn } from './place.ts'
import { openAt, startWorld } from './world.ts'

const PASSWORD = 'canary-invented-password'
const NO_KEYCHAIN = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }
const HOUR = 3_600_000

let server: FakeVault
let home: string

beforeEach(async () => {
  server = await startWorld()
  server.state.auths.set('userpass', {
    type: 'userpass',
    users: new Map([['alice', PASSWORD]]),
    policies: ['reader'],
  })
  home = temporaryFolder()
})

test('a keychain keeps the sign-in, and no file does', async () => {
  const { env } = await ownKeyring()
  const { store, ctx } = await open(env)
  await store.login!.start(ctx)
  expect(existsSync(join(home, 'data'))).toBe(false)
  expect(await (await open(env)).whoami()).toMatchObject({ developer: 'alice', takenFrom: [] })
  await store.login!.end(ctx)
  expect(await (await open(env)).whoami()).toBeUndefined()
})

test('a keychain that is locked is an error, and the token goes nowhere else', async () => {
  const keyring = await ownKeyring()
  const { store, ctx, whoami } = await open(keyring.env)
  await keyring.lock()
  try {
    await expect(whoami()).rejects.toMatchObject({ failure: { reason: 'locked' } })
    await expect(store.login!.start(ctx)).rejects.toMatchObject({ failure: { reason: 'locked' } })
    expect(existsSync(join(home, 'data'))).toBe(false)
    expect(server.state.tokens.size).toBe(0)
  } finally {
    await keyring.unlock()
  }
})

test.each([
  ['another namespace', { namespace: 'teams/other' }],
  ['another mount', { auth: { userpass: { mount: 'ldap' } } }],
])('a sign-in is not used for %s', async (_, options) => {
  const { store, ctx } = await open(NO_KEYCHAIN)
  await store.login!.start(ctx)
  expect(await (await open(NO_KEYCHAIN)).whoami()).toMatchObject({ developer: 'alice' })
  expect(await (await open(NO_KEYCHAIN, options)).whoami()).toBeUndefined()
})

test('a sign-in is not used for another address', async () => {
  const { store, ctx } = await open(NO_KEYCHAIN)
  await store.login!.start(ctx)
  server = await startWorld()
  expect(await (await open(NO_KEYCHAIN)).whoami()).toBeUndefined()
  expect(server.requests).toEqual([])
})

test('in a file a sign-in is kept for 8 hours at most, however long Vault would have it', async () => {
  const users = new Map([['alice', PASSWORD]])
  server.state.auths.set('userpass', { type: 'userpass', users, policies: ['reader'], seconds: 48 * 3600 })
  const { store, ctx } = await open(NO_KEYCHAIN)
  await store.login!.start(ctx)
  const later = (hours: number) => ({ now: () => new Date(Date.now() + hours * HOUR) })
  expect(await (await open(NO_KEYCHAIN, {}, later(7.9))).whoami()).toBeDefined()
  expect(await (await open(NO_KEYCHAIN, {}, later(8.1))).whoami()).toBeUndefined()
})

test('where no file can be kept the folder and the variable are named, and the token is revoked', async () => {
  writeFileSync(join(home, 'data'), '')
  const { store, ctx } = await open({ ...NO_KEYCHAIN, XDG_DATA_HOME: join(home, 'data') })
  await expect(store.login!.start(ctx)).rejects.toMatchObject({
    failure: {
      reason: 'misconfigured',
      summary: expect.stringContaining(`${join(home, 'data')} is no folder`),
      suggestion: `ls -ld ${join(home, 'data')}, or export XDG_DATA_HOME=/path/to/a/folder`,
    },
  })
  expect(server.state.tokens.size).toBe(0)
})

test('the file cannot be read, moved or changed', async () => {
  const { store, ctx } = await open(NO_KEYCHAIN)
  await store.login!.start(ctx)
  const [token] = server.state.tokens.keys()
  const folder = join(home, 'data', 'sign-ins')
  const [name] = readdirSync(folder) as [string]
  const sealed = readFileSync(join(folder, name), 'utf8')
  expect(sealed).not.toContain(token)
  expect(Buffer.from(sealed.split('.')[3]!, 'base64url').toString('latin1')).not.toContain(token)

  const other = await open(NO_KEYCHAIN, { namespace: 'teams/other' })
  await other.store.login!.start(other.ctx).catch(() => undefined)
  for (const file of readdirSync(folder)) writeFileSync(join(folder, file), sealed, { mode: 0o600 })
  expect(await (await open(NO_KEYCHAIN, { namespace: 'teams/other' })).whoami()).toBeUndefined()

  writeFileSync(join(folder, name), `${sealed.slice(0, -4)}AAAA`)
  expect(await (await open(NO_KEYCHAIN)).whoami()).toBeUndefined()
})

test('logging out of a Vault that is out of reach forgets the token all the same, and says so', async () => {
  const { store, ctx } = await open(NO_KEYCHAIN)
  await store.login!.start(ctx)
  server.state.sealed = true
  await expect(store.login!.end(ctx)).rejects.toMatchObject({ failure: { reason: 'unreachable' } })
  server.state.sealed = false
  expect(await (await open(NO_KEYCHAIN)).whoami()).toBeUndefined()
})

test('a token in the environment goes first, which login says', async () => {
  const notes: string[] = []
  const { store, ctx } = await open(
    { ...NO_KEYCHAIN, VAULT_TOKEN: 'hvs.canary' },
    {},
    { note: (line: string) => notes.push(line) },
  )
  await store.login!.start(ctx)
  expect(notes.join('\n')).toContain('VAULT_TOKEN is set')
})

test.each(['', 'mallory'])('a wrong password for %j is refused without a word of it', async (name) => {
  const prompt = personAt(name || 'alice', 'canary-wrong')
  const { store, ctx } = await open(NO_KEYCHAIN, {}, { prompt })
  const error = await store.login!.start(ctx).catch((thrown) => thrown)
  expect(error.failure).toMatchObject({ reason: 'unauthenticated' })
  expect(JSON.stringify(error.failure)).not.toContain('canary')
})

test('where nobody is at the terminal there is no sign-in', async () => {
  const { store, ctx } = await open(NO_KEYCHAIN)
  const { prompt: _, ...alone } = ctx
  await expect(store.login!.start(alone)).rejects.toMatchObject({ failure: { reason: 'unauthenticated' } })
})

function open(env: Readonly<Record<string, string>>, options: object = {}, ctx: object = {}) {
  return openAt(
    server,
    { auth: { userpass: {} }, ...options },
    { env, place: placeIn(home), ctx: { prompt: personAt('alice', PASSWORD), ...ctx } },
  )
}
