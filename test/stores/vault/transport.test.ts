import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { vault } from '../../../src/stores/vault/index.ts'
import { layRepository } from '../../support/repository.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import type { Certificate } from '../faults/any-http-server.ts'
import { type AskedRequest, type Reply, startFaultServer } from '../faults/fault-server.ts'
import { makeCertificate } from './certificate.ts'
import { personAt } from './person.ts'
import { benchAt, placeIn } from './place.ts'
import { answerWell, json } from './wire.ts'

const TOKEN = 'hvs.canary-transport-token'

test("a certificate of an authority of one's own is trusted where VAULT_CACERT names it", async () => {
  const certificate = makeCertificate()
  const { url } = await serve(answerWell, certificate)
  expect(await whoamiAt(url, { VAULT_CACERT: certificate.file })).toMatchObject({ developer: 'alice' })
})

test.each([
  ['unknown', () => makeCertificate(), {}],
  ['of another authority', () => makeCertificate(), { VAULT_CACERT: 'another' }],
  ['of another host', () => makeCertificate('DNS:other.example'), { VAULT_CACERT: 'own' }],
  ['ended', () => makeCertificate('IP:127.0.0.1', -1), { VAULT_CACERT: 'own' }],
])('a certificate that is %s gets no token, whatever the environment says', async (_, make, env) => {
  const certificate = make()
  const asked: AskedRequest[] = []
  const { url } = await serve((request) => {
    asked.push(request)
    return answerWell(request)
  }, certificate)
  const files = { own: certificate.file, another: makeCertificate().file }
  const named = Object.fromEntries(Object.entries(env).map(([name, which]) => [name, files[which as 'own']]))
  const loose = { VAULT_SKIP_VERIFY: '1', NODE_TLS_REJECT_UNAUTHORIZED: '0' }
  const before = { ...process.env }
  Object.assign(process.env, loose)
  try {
    await expect(whoamiAt(url, { ...named, ...loose })).rejects.toMatchObject({
      failure: { reason: 'unreachable', retryable: false, suggestion: expect.any(String) },
    })
  } finally {
    for (const name of Object.keys(loose)) {
      if (before[name] === undefined) delete process.env[name]
    }
  }
  expect(asked).toEqual([])
})

test('a file of authorities that is none is said, and nothing is sent', async () => {
  const { url, asked } = await serve(answerWell)
  const file = join(temporaryFolder(), 'ca.pem')
  writeFileSync(file, 'canary')
  await expect(whoamiAt(url, { VAULT_CACERT: file })).rejects.toMatchObject({
    failure: { reason: 'misconfigured' },
  })
  expect(asked).toEqual([])
})

test('a proxy that the environment names gets no request', async () => {
  const proxy = await serve(answerWell)
  const { url } = await serve(answerWell)
  const env = {
    HTTP_PROXY: proxy.url,
    http_proxy: proxy.url,
    ALL_PROXY: proxy.url,
    NODE_USE_ENV_PROXY: '1',
    NO_PROXY: '',
  }
  const { sotto } = await layWhoami(url)
  const { stdout } = await sotto(env)
  expect(JSON.parse(stdout).stores).toMatchObject([{ state: 'signed-in' }])
  expect(proxy.asked).toEqual([])
})

test('no debugging switch shows a token', async () => {
  const { url } = await serve(answerWell)
  const { sotto } = await layWhoami(url)
  const { stdout, stderr } = await sotto({ DEBUG: '*', NODE_DEBUG: '*', NODE_DEBUG_NATIVE: '*' })
  expect(JSON.parse(stdout).stores).toMatchObject([{ state: 'signed-in' }])
  expect(stdout + stderr).not.toContain(TOKEN)
})

test('a token that could not stand in a header is sent nowhere', async () => {
  const { url, asked } = await serve(answerWell)
  for (const token of ['canary\r\nx-evil: 1', 'canary token', 'canary-ü', '\0']) {
    await expect(whoamiAt(url, { VAULT_TOKEN: token })).rejects.toMatchObject({
      failure: { reason: 'unauthenticated' },
    })
  }
  expect(asked).toEqual([])
})

test('signing in sends no token, whatever the environment of the process holds', async () => {
  const { url, asked } = await serve((request) =>
    request.url.includes('/login/')
      ? json(200, { auth: { client_token: 'hvs.canary-new' } })
      : answerWell(request),
  )
  const bench = benchAt(url, { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }, { auth: { userpass: {} } })
  const place = { ...bench.place, ...placeIn(temporaryFolder()) }
  const store = await vault.open(place, vault.parseOptions(bench.options))
  const before = process.env.VAULT_TOKEN
  process.env.VAULT_TOKEN = 'hvs.canary-of-the-process'
  try {
    await store.login!.start({ ...bench.context, prompt: personAt('alice', 'canary') })
  } finally {
    if (before === undefined) delete process.env.VAULT_TOKEN
  }
  expect(asked.map(({ headers }) => headers['x-vault-token'])).toEqual([
    undefined,
    ...asked.slice(1).map(() => 'hvs.canary-new'),
  ])
})

test('an answer without end is cut off', async () => {
  const { url } = await serve(() => ({ ...json(200, {}), body: Buffer.alloc(5 * 1024 * 1024, ' ') }))
  await expect(whoamiAt(url, {})).rejects.toMatchObject({ failure: { reason: 'invalid-response' } })
})

test('what an entity is called cannot move the cursor', async () => {
  const alias = { name: 'al\u001b[2Jice\u202e', mount_path: 'auth/userpass/', mount_type: 'userpass' }
  const { url } = await serve((request) =>
    request.url.includes('entity') ? json(200, { data: { aliases: [alias] } }) : answerWell(request),
  )
  const identity = await whoamiAt(url, {})
  expect(identity).toMatchObject({ principal: 'userpass/al[2Jice', developerRefusal: expect.any(String) })
})

async function serve(answer: (request: AskedRequest) => Reply, certificate?: Certificate) {
  const server = await startFaultServer(answer, certificate)
  onTestFinished(server.close)
  return server
}

async function whoamiAt(url: string, env: Readonly<Record<string, string>>) {
  const bench = benchAt(url, { VAULT_TOKEN: TOKEN, ...env })
  const place = { ...bench.place, ...placeIn(temporaryFolder()) }
  return (await vault.open(place, vault.parseOptions(bench.options))).whoami(bench.context)
}

/** The built CLI in a repository with one store. */
async function layWhoami(address: string) {
  const repository = layRepository({
    version: 1,
    project: 'shop',
    environments: { dev: { class: 'development' } },
    stores: { team: { type: 'vault', address, mount: 'secret', devScope: { mount: 'secret' } } },
    secrets: { A: { locations: { dev: 'team:a#b' } } },
  })
  const { stdout } = await repository.sotto(['trust', '--print', '--json'])
  const env = { SOTTO_TRUST: JSON.parse(stdout).sha256 as string, VAULT_TOKEN: TOKEN }
  return {
    sotto: (more: Readonly<Record<string, string>>) =>
      repository.sotto(['whoami', '--json'], { env: { ...env, ...more } }),
  }
}
