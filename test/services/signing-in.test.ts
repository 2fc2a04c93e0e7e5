import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startFaultServer } from '../stores/faults/fault-server.ts'
import { answerWell, json } from '../stores/vault/wire.ts'
import { freePort } from '../support/free-port.ts'
import { layRepository } from '../support/repository.ts'
import { runInTerminal } from '../support/terminal.ts'

const CLOUD = { type: 'aws-secrets-manager', region: 'eu-west-1', devScope: { account: '111122223333' } }

test('whoami says of every store who we are, or what to type', async () => {
  const { sotto } = await layStores()
  const env = { VAULT_TOKEN: 'hvs.canary' }
  const { status, stdout } = await sotto(['whoami', '--json'], env)
  expect(status).toBe(0)
  expect(JSON.parse(stdout).stores).toEqual([
    {
      store: 'team',
      type: 'vault',
      state: 'signed-in',
      principal: 'userpass/alice',
      developer: 'alice',
      workload: false,
      container: expect.anything(),
    },
    {
      store: 'cloud',
      type: 'aws-secrets-manager',
      state: 'signed-out',
      reason: expect.any(String),
      next: expect.stringMatching(/^aws /),
    },
  ])
  const text = (await sotto(['whoami'], env)).stdout
  expect(text).toMatch(/team .*userpass\/alice \(\{developer} is alice\)/)
  expect(text).toContain('next   aws ')
})

test('whoami of a repository that is not trusted opens nothing and says so', async () => {
  const { repository, asked } = await layStores()
  const { status, stdout } = await repository.sotto(['whoami', '--json'], {
    env: { VAULT_TOKEN: 'hvs.canary' },
  })
  expect(status).toBe(0)
  expect(JSON.parse(stdout).stores).toMatchObject([{ state: 'untrusted' }, { state: 'untrusted' }])
  expect(asked).toEqual([])
})

test.each(['login', 'logout'])('%s opens nothing in a repository that is not trusted', async (command) => {
  const { repository, asked } = await layStores()
  const { status } = await repository.sotto([command], { env: { VAULT_TOKEN: 'hvs.canary' } })
  expect(status).toBe(82)
  expect(asked).toEqual([])
})

test('login leaves a store to the program that signs in there, with the command', async () => {
  const { sotto } = await layStores()
  const { status, stdout } = await sotto(['login', 'cloud', '--json'], {})
  expect(status).toBe(77)
  expect(JSON.parse(stdout).error).toMatchObject({
    code: 'STORE_UNAUTHENTICATED',
    suggestions: [expect.stringMatching(/^aws /)],
  })
})

test('login says everything that went wrong together', async () => {
  const { sotto } = await layStores()
  const { status, stdout } = await sotto(['login', '--json'], {})
  expect(status).toBe(77)
  expect(JSON.parse(stdout).error.problems).toEqual([
    expect.stringContaining('team'),
    expect.stringContaining('cloud'),
  ])
})

test.each([
  [['login', 'nowhere'], 64],
  [['whoami', 'nowhere'], 64],
  [['logout', 'cloud'], 64],
  [['login', 'live'], 80],
  [['whoami', 'live'], 80],
])('%j ends with %i', async (args, expected) => {
  const { sotto, asked } = await layStores()
  expect((await sotto(args, { VAULT_TOKEN: 'hvs.canary' })).status).toBe(expected)
  expect(asked).toEqual([])
})

test('^C ends a sign-in without a word', async () => {
  const page = { data: { auth_url: 'https://provider.example/auth?state=st_x' } }
  const { repository, env } = await layStores(({ url }) =>
    url.includes('oidc') ? json(200, page) : answerWell({ url } as never),
  )
  const settings = JSON.stringify({ stores: { vault: { callbackPort: await freePort() } } })
  const folder = join(repository.home, '.config/sotto')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, 'config.json'), settings, { mode: 0o600 })
  let interrupted = false
  const { screen, signal } = await runInTerminal(['login', 'team'], {
    home: repository.home,
    cwd: repository.root,
    env: { ...env, SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' },
    person(shown, type) {
      if (interrupted || !shown.includes('st_x')) return
      interrupted = true
      type('\u0003')
    },
  })
  expect(signal).toBe(2)
  expect(screen.split('st_x')[1]!.trim()).toBe('^C')
})

/** A repository with a Vault that knows Alice, an AWS that knows nobody, and a production store. */
async function layStores(answer: Parameters<typeof startFaultServer>[0] = answerWell) {
  const server = await startFaultServer(answer)
  onTestFinished(server.close)
  const settings = { address: server.url, mount: 'secret' }
  const repository = layRepository({
    version: 1,
    project: 'shop',
    environments: { dev: { class: 'development', default: true }, production: { class: 'production' } },
    stores: {
      team: { type: 'vault', ...settings, devScope: { path: ['shop/'] } },
      cloud: CLOUD,
      live: { type: 'vault', ...settings, productionOnly: true },
    },
    secrets: {
      A: { locations: { dev: 'team:shop/a#b', production: 'live:shop/a#b' } },
      B: { locations: { dev: 'cloud:shop/b' } },
    },
  })
  const { stdout } = await repository.sotto(['trust', '--print', '--json'])
  const env = { SOTTO_TRUST: JSON.parse(stdout).sha256 as string, AWS_EC2_METADATA_DISABLED: 'true' }
  return {
    repository,
    env,
    asked: server.asked,
    sotto: (args: readonly string[], more: Readonly<Record<string, string>>) =>
      repository.sotto(args, { env: { ...env, ...more } }),
  }
}
