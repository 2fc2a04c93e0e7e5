import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../support/free-port.ts'
import { layRepository, type Repository } from '../../support/repository.ts'
import { BIN, runBin } from '../../support/run-bin.ts'
import { runInTerminal } from '../../support/terminal.ts'
import { putSecret } from './fake/seed.ts'
import type { FakeVault } from './fake/server.ts'
import { signInWithForms } from './oidc/patient-client.ts'
import { startOidcProvider } from './oidc/provider.ts'
import { startWorld } from './world.ts'

const PASSWORD = 'canary-invented-password'
const URL_OF_ALICE = 'postgres://alice:canary-of-alice@127.0.0.1/shop'

test('from trust and signing in with the browser to the target that prints its variable', async () => {
  const server = await startWorld()
  const { sotto, terminal } = await layShop(server, await allowOidc(server))

  const trusted = await terminal(['trust'], (screen, type) => {
    if (/\[y\/N\]|yes/i.test(screen)) type('yes\r')
  })
  expect(trusted.status).toBe(0)

  const people: Promise<unknown>[] = []
  const signedIn = await terminal(['login'], (screen) => {
    const page = /http:\S+\/auth\?\S+/.exec(screen)?.[0]
    if (page !== undefined && people.length === 0) people.push(signInWithForms(page, 'alice'))
  })
  expect(signedIn.screen).toMatch(
    /Signed in to team as oidc\/alice@example\.com \({developer} is alice; for \d+ min/,
  )
  expect(signedIn.status).toBe(0)

  const run = await sotto([
    'run',
    '--only',
    'DATABASE_URL',
    '--',
    'sh',
    '-c',
    'test "$DATABASE_URL" = "$0" && echo "got $DATABASE_URL"',
    URL_OF_ALICE,
  ])
  expect(run).toMatchObject({ status: 0, stdout: 'got [redacted]\n', stderr: '' })
}, 60_000)

test('a token is kept encrypted where there is no keychain, once said, and logout revokes it', async () => {
  const server = await startWorld()
  const { sotto, terminal, home, env } = await layShop(server, { userpass: {} })
  server.state.auths.set('userpass', {
    type: 'userpass',
    users: new Map([['alice', PASSWORD]]),
    policies: ['reader'],
  })
  const signedIn = await terminal(['login', 'team'], answerPassword)
  expect(signedIn.status).toBe(0)
  expect(signedIn.screen.match(/no keychain/g)).toHaveLength(1)
  expect(signedIn.screen).not.toContain(PASSWORD)

  const [token] = [...server.state.tokens.keys()]
  for (const file of filesBelow(home)) {
    expect(readFileSync(file, 'latin1'), file).not.toContain(token)
    expect(statSync(file).mode & 0o077, file).toBe(0)
  }
  const who = JSON.parse((await sotto(['whoami', '--json'], { env })).stdout)
  expect(who.stores).toMatchObject([
    { store: 'team', state: 'signed-in', developer: 'alice', principal: 'userpass/alice' },
    { store: 'minted', state: 'signed-in' },
  ])
  expect(await sotto(['logout', 'team'], { env })).toMatchObject({
    status: 0,
    stdout: 'Signed out of team.\n',
  })
  expect(server.state.tokens.size).toBe(0)
  expect((await sotto(['whoami', 'team'], { env })).stdout).toContain('signed-out')
  const after = await sotto(['run', '--', 'true'], { env })
  expect(after.status).toBe(77)
  expect(after.stderr).toContain('login team')
})

test('a lease is minted for a run, one for all its fields, and revoked at its end; check mints none', async () => {
  const server = await startWorld()
  const { sotto, env } = await layShop(server, { userpass: {} })
  const vaultEnv = { ...env, VAULT_TOKEN: await personsToken(server) }

  const check = await sotto(['check', '--json'], { env: vaultEnv })
  const states = Object.fromEntries(
    JSON.parse(check.stdout).secrets.map(({ name, state }: { name: string; state: string }) => [name, state]),
  )
  expect(states).toEqual({ DATABASE_URL: 'ready', DB_USER: 'ready', DB_PASSWORD: 'ready' })
  expect(server.state.leases.size).toBe(0)

  const script =
    'case "$DB_USER $DB_PASSWORD" in "v-canary-1 canary-minted"*) echo both; esac; echo "${VAULT_TOKEN-gone}"'
  const run = await sotto(['run', '--', 'sh', '-c', script], { env: vaultEnv })
  expect(run).toMatchObject({ status: 0, stdout: 'both\ngone\n', stderr: '' })
  expect([...server.state.leases.values()]).toMatchObject([{ revoked: true }])

  const failed = await sotto(['run', '--', './no-such-program'], { env: vaultEnv })
  expect(failed.status).toBe(127)
  const refused = await sotto(['run', '--', 'sh', '-c', 'kill -TERM $$'], { env: vaultEnv })
  expect(refused.signal).toBe('SIGTERM')
  expect([...server.state.leases.values()].map(({ revoked }) => revoked)).toEqual([true, true, true])
})

test('what is minted for a run that is refused is revoked before it says so', async () => {
  const server = await startWorld()
  const { sotto, env } = await layShop(server, { userpass: {} }, { requireMissing: true })
  const run = await sotto(['run', '--', 'true'], { env: { ...env, VAULT_TOKEN: await personsToken(server) } })
  expect(run.status).toBe(81)
  expect([...server.state.leases.values()]).toMatchObject([{ revoked: true }])
})

test('a root token is refused with what to do', async () => {
  const server = await startWorld()
  const { sotto, env } = await layShop(server, { userpass: {} })
  const { makeToken } = await import('./fake/tokens.ts')
  const { id } = makeToken(server.state, { path: 'auth/token/root', displayName: 'root', policies: ['root'] })
  const run = await sotto(['run', '--', 'true'], { env: { ...env, VAULT_TOKEN: id } })
  expect(run.status).toBe(80)
  expect(run.stderr).toContain('a root token')
  expect(server.requests.join()).not.toContain('secret/data')
})

test('the sources and the build say the same of a Vault, whatever it answers', async () => {
  const server = await startWorld()
  const { sotto, env, home, root: cwd } = await layShop(server, { userpass: {} }, { requireMissing: true })
  const tokens = [await personsToken(server), 'no-such-token']
  for (const token of tokens) {
    for (const args of [
      ['whoami', '--json'],
      ['check', '--json'],
      ['run', '--', 'true'],
    ]) {
      const vaultEnv = { ...env, VAULT_TOKEN: token }
      const source = await runBin(args, { home, cwd, env: vaultEnv, bin: BIN.source })
      const built = await sotto(args, { env: vaultEnv })
      expect({ ...source, stderr: source.stderr.replaceAll('bin/dev.js', 'bin/run.js') }, token).toEqual({
        ...built,
        stderr: built.stderr,
      })
    }
  }
})

/** A repository whose schema has a KV store with a value of Alice's, and a store that mints. */
async function layShop(
  server: FakeVault,
  auth: object,
  { requireMissing = false } = {},
): Promise<
  Repository & {
    env: Record<string, string>
    terminal: (args: string[], person: Person) => ReturnType<typeof runInTerminal>
  }
> {
  putSecret(
    server.state.mounts.get('secret')!,
    'shop/dev/alice/database',
    { url: URL_OF_ALICE },
    { environment: 'dev' },
  )
  const devScope = { path: ['shop/dev/'], mount: 'secret', custom_metadata: { environment: ['dev'] } }
  const common = { type: 'vault', address: server.address, auth, developerDomain: 'example.com' }
  const repository = layRepository({
    version: 1,
    project: 'shop',
    environments: { dev: { class: 'development', default: true } },
    stores: {
      team: { ...common, mount: 'secret', devScope },
      minted: { ...common, mount: 'database', devScope: { path: ['creds/'], mount: 'database' } },
    },
    secrets: {
      DATABASE_URL: { locations: { dev: 'team:shop/dev/{developer}/database#url' } },
      DB_USER: { kind: 'ephemeral', locations: { dev: 'minted:creds/shop#username' } },
      DB_PASSWORD: { kind: 'ephemeral', locations: { dev: 'minted:creds/shop#password' } },
      ...(requireMissing && { MISSING: { locations: { dev: 'team:shop/dev/none#x' } } }),
    },
  })
  const { root, home, sotto } = repository
  mkdirSync(join(home, '.config/sotto'), { recursive: true, mode: 0o700 })
  const settings = JSON.stringify({ stores: { vault: { callbackPort: portOf(auth) } } })
  writeFileSync(join(home, '.config/sotto/config.json'), settings, { mode: 0o600 })
  const { stdout } = await sotto(['trust', '--print', '--json'])
  const env = { SOTTO_TRUST: JSON.parse(stdout).sha256 as string }
  const ssh = { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' }
  return {
    ...repository,
    env,
    terminal: (args, person) =>
      runInTerminal(args, {
        home,
        cwd: root,
        env: args[0] === 'trust' || 'oidc' in auth ? ssh : { ...env, ...ssh },
        person,
      }),
  }
}

type Person = (screen: string, type: (keys: string) => void) => void

/** Types the name and the password, each once. */
function answerPassword(screen: string, type: (keys: string) => void): void {
  if (screen.endsWith('User name for team: ')) type('alice\r')
  if (screen.endsWith('Password of alice for team: ')) type(`${PASSWORD}\r`)
}

async function personsToken(server: FakeVault): Promise<string> {
  const { signInPerson } = await import('./fake/seed.ts')
  return signInPerson(server, 'alice', ['reader']).id
}

const PORTS = new WeakMap<object, number>()

function portOf(auth: object): number {
  return PORTS.get(auth) ?? 8250
}

/** Lets `server` sign people in through a real provider, at a free port of this machine. */
async function allowOidc(server: FakeVault): Promise<object> {
  const port = await freePort()
  const redirectUri = `http://localhost:${port}/oidc/callback`
  const provider = await startOidcProvider(redirectUri)
  onTestFinished(provider.stop)
  const { issuer, clientId, clientSecret } = provider
  const role = { allowedRedirectUris: [redirectUri], userClaim: 'email', policies: ['reader'] }
  const roles = new Map([['developer', role]])
  server.state.auths.set('oidc', { type: 'oidc', issuer, clientId, clientSecret, roles, pending: new Map() })
  const auth = { oidc: { role: 'developer' } }
  PORTS.set(auth, port)
  return auth
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
