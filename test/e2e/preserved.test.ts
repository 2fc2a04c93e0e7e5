import { afterAll, beforeAll, expect, test } from 'vitest'
import { putSecret, signInPerson } from '../stores/vault/fake/seed.ts'
import { type FakeVault, startFakeVault } from '../stores/vault/fake/server.ts'
import { layRepository, personalSchema } from '../support/repository.ts'
import { sharedSchema, trustedBy } from '../support/shared-store.ts'

const SHOW = ['--no-redact', '--', 'sh', '-c', 'echo "${A_KEY-unset} ${B_KEY-unset} ${VAULT_TOKEN-unset}"']

let vault: FakeVault
let token: string
beforeAll(async () => {
  vault = await startFakeVault()
  vault.state.policies.set('reader', 'path "kv/*" { capabilities = ["read"] }')
  const kv = { type: 'kv', version: 2, entries: new Map() } as const
  vault.state.mounts.set('kv', kv)
  putSecret(kv, 'dev/a', { key: 'canary-a' })
  putSecret(kv, 'dev/b', { key: 'canary-b' })
  token = signInPerson(vault, 'alice', ['reader']).id
})
afterAll(() => vault.stop())

test('a preserved name is neither demanded nor asked for', async () => {
  const { sotto } = layRepository(personalSchema({ A_KEY: {} }))
  const run = ['run', '--preserve-env', 'A_KEY', ...SHOW]
  expect(await sotto(run, { env: { A_KEY: 'inherited' } })).toMatchObject({
    status: 0,
    stdout: 'inherited unset unset\n',
    stderr: '',
  })
  expect((await sotto(run)).status).toBe(81)
})

test('the store of a preserved name needs no approval and hears nothing of it', async () => {
  const { repository, env } = await layShared()
  const asked = vault.requests.length
  const inherited = { A_KEY: 'inherited-a', B_KEY: 'inherited-b' }
  const all = await repository.sotto(['run', '--preserve-env', 'A_KEY,B_KEY', ...SHOW], { env: inherited })
  expect(all).toMatchObject({ status: 0, stdout: 'inherited-a inherited-b unset\n', stderr: '' })
  expect(vault.requests).toHaveLength(asked)

  const one = await repository.sotto(['run', '--preserve-env', 'A_KEY', ...SHOW], {
    env: { ...env, ...inherited },
  })
  expect(one).toMatchObject({ status: 0, stdout: 'inherited-a canary-b unset\n' })
  const requests = vault.requests.slice(asked)
  expect(requests.filter((request) => request.endsWith('/dev/b'))).toHaveLength(1)
  expect(requests.filter((request) => request.endsWith('/dev/a'))).toEqual([])
})

test('a variable that a store signs in with is not preserved, which is said', async () => {
  const { repository, env } = await layShared()
  const seen = await repository.sotto(['run', '--preserve-env', 'VAULT_TOKEN', ...SHOW], { env })
  expect(seen).toMatchObject({
    status: 0,
    stdout: 'canary-a canary-b unset\n',
    stderr: 'sotto: VAULT_TOKEN is not preserved: a store of this run signs in with it\n',
  })
})

async function layShared() {
  const store = { type: 'vault', address: vault.address, mount: 'kv', devScope: { mount: 'kv' } }
  const repository = layRepository(sharedSchema(store, { A_KEY: 'dev/a#key', B_KEY: 'dev/b#key' }))
  return { repository, env: { ...(await trustedBy(repository)), VAULT_TOKEN: token } }
}
