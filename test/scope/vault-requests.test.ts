import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { putSecret, signInPerson } from '../stores/vault/fake/seed.ts'
import { type FakeVault, startFakeVault } from '../stores/vault/fake/server.ts'
import { makeToken } from '../stores/vault/fake/tokens.ts'
import { layRepository } from '../support/repository.ts'
import { type Given, schemaWith, writeSettings } from './requests.ts'

interface VaultGiven extends Given {
  metadata?: Record<string, string>
  value?: string
  token?: 'person' | 'root' | 'entity-less'
}

/** Who we are, and which version the mount has: no value. */
const IDENTITY = ['GET auth/token/lookup-self', 'GET sys/internal/ui/mounts/kv']
const PERSON = [...IDENTITY, 'GET identity/entity/id/ID']
const VALUE = ['GET kv/data/dev/alice/db']
const LIVE_KEY = `sk_live_${'InventedCanary'.repeat(2)}`

/** By what is given: the status and lock with which `run` ends, and every request that the server saw. */
const ROWS: [string, VaultGiven, number, string, string[]][] = [
  ['nothing wrong', {}, 0, '', [...PERSON, ...VALUE]],
  ['not approved', { trusted: false }, 82, 'not approved', []],
  ['class production', { environment: { class: 'production' } }, 80, 'environment lock', []],
  ['an environment called live', { environmentName: 'live' }, 80, 'environment lock', []],
  ['a path that says prod', { location: 'team:dev/prod/db#url' }, 80, 'location lock', []],
  ['a field that says live', { location: 'team:dev/db#live' }, 80, 'location lock', []],
  ['a path outside of the devScope', { location: 'team:main/db#url' }, 80, 'location lock', []],
  ['a store for production only', { store: { productionOnly: true } }, 80, 'location lock', []],
  [
    'a mount that says prod',
    { store: { mount: 'kv-prod' }, devScope: { mount: 'kv-prod' } },
    80,
    'container lock',
    [],
  ],
  ['a mount that the devScope does not name', { devScope: { mount: 'other' } }, 80, 'container lock', []],
  ['a namespace that nobody can tell', { devScope: { namespace: 'shop' } }, 80, 'container lock', PERSON],
  ['a namespace that says live', { store: { namespace: 'live' } }, 80, 'container lock', []],
  [
    'a container that the user does not list',
    { settings: { developmentContainers: [{ type: 'vault', container: { mount: 'other' } }] } },
    80,
    'container lock',
    [],
  ],
  ['a root token', { token: 'root' }, 80, 'identity lock', IDENTITY],
  ['a token without an entity', { token: 'entity-less' }, 80, 'identity lock', IDENTITY],
  [
    'a root token that the user allows, where there is no person',
    { token: 'root', settings: { allowCredentials: [{ type: 'vault', principal: 'root' }] } },
    80,
    'identity lock',
    IDENTITY,
  ],
  ['no metadata', { metadata: {} }, 80, 'metadata lock', [...PERSON, ...VALUE]],
  [
    'metadata of production',
    { metadata: { environment: 'production' } },
    80,
    'metadata lock',
    [...PERSON, ...VALUE],
  ],
  [
    'metadata that contradicts',
    { metadata: { environment: 'dev', tier: 'prod' } },
    80,
    'metadata lock',
    [...PERSON, ...VALUE],
  ],
  ['a live key', { value: LIVE_KEY }, 80, 'live-format lock', [...PERSON, ...VALUE]],
]

describe('what a Vault is asked before a lock refuses', () => {
  let vault: FakeVault
  beforeAll(async () => {
    vault = await startFakeVault()
    vault.state.policies.set('reader', 'path "kv/*" { capabilities = ["read"] }')
  })
  afterAll(() => vault.stop())
  beforeEach(() => {
    vault.requests.length = 0
  })

  test.each(ROWS)('%s', async (_, given, status, said, requests) => {
    const kv = { type: 'kv', version: 2, entries: new Map() } as const
    vault.state.mounts.set('kv', kv)
    putSecret(
      kv,
      'dev/alice/db',
      { url: given.value ?? 'canary-url' },
      given.metadata ?? { environment: 'dev' },
    )
    const repository = layRepository(schemaOf(vault.address, given))
    writeSettings(repository.home, patternOf(vault), given)

    const show = 'console.log(process.env.DATABASE_URL !== undefined)'
    const env = { VAULT_TOKEN: tokenOf(vault, given.token) }
    const finished = await repository.sotto(['run', '--', process.execPath, '-e', show], { env })

    expect({ status: finished.status, stderr: finished.stderr }).toEqual({
      status,
      stderr: expect.stringContaining(said),
    })
    expect(finished.stdout).toBe(status === 0 ? 'true\n' : '')
    expect(vault.requests.map((line) => line.replace(/(entity\/id\/).+/, '$1ID')).sort()).toEqual(
      [...requests].sort(),
    )
    expect(finished.stderr).not.toContain(given.value ?? 'canary-url')
  })

  test.each([['whoami'], ['login'], ['logout'], ['check']])(
    '%s opens no store that is production only, whatever is approved',
    async (command) => {
      const repository = layRepository(schemaOf(vault.address, { store: { productionOnly: true } }))
      writeSettings(repository.home, patternOf(vault), {})
      await repository.sotto([command], { env: { VAULT_TOKEN: tokenOf(vault, 'person') } })
      await repository.sotto([command, ...(command === 'check' ? [] : ['team'])], {
        env: { VAULT_TOKEN: tokenOf(vault, 'person') },
      })
      expect(vault.requests).toEqual([])
    },
  )
})

function schemaOf(address: string, given: VaultGiven): object {
  const devScope = { path: ['dev/'], custom_metadata: { environment: ['dev'] } }
  return schemaWith({ type: 'vault', address, mount: 'kv', devScope }, 'team:dev/{developer}/db#url', given)
}

function patternOf({ address }: FakeVault) {
  return { type: 'vault', container: { address } }
}

function tokenOf(vault: FakeVault, kind: VaultGiven['token'] = 'person'): string {
  if (kind === 'person') return signInPerson(vault, 'alice', ['reader']).id
  const policies = kind === 'root' ? ['root'] : ['reader']
  return makeToken(vault.state, { path: 'auth/token/create', displayName: kind, policies }).id
}
