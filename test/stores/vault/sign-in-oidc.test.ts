import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { StoreError } from '../../../src/stores/failure.ts'
import type { Prompter, StoreContext } from '../../../src/stores/store.ts'
import { vault } from '../../../src/stores/vault/index.ts'
import { freePort } from '../../support/free-port.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { startFaultServer } from '../faults/fault-server.ts'
import { type FakeVault, startFakeVault } from './fake/server.ts'
import { chromiumMissing, signInWithChromium } from './oidc/chromium.ts'
import { type LastPage, signInWithForms } from './oidc/patient-client.ts'
import { type OidcProvider, startOidcProvider } from './oidc/provider.ts'
import { benchAt, placeIn } from './place.ts'
import { json } from './wire.ts'

let port: number
let provider: OidcProvider
let server: FakeVault

beforeAll(async () => {
  port = await freePort()
  const redirectUri = `http://localhost:${port}/oidc/callback`
  provider = await startOidcProvider(redirectUri)
  server = await startFakeVault()
  const role = { allowedRedirectUris: [redirectUri], userClaim: 'email', policies: ['reader'] }
  const elsewhere = { ...role, allowedRedirectUris: ['http://localhost:1/oidc/callback'] }
  server.state.auths.set('oidc', {
    type: 'oidc',
    issuer: provider.issuer,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    roles: new Map([
      ['developer', role],
      ['elsewhere', elsewhere],
    ]),
    pending: new Map(),
  })
})

afterAll(async () => {
  await server.stop()
  await provider.stop()
})

test.for([
  ['a client that follows the pages', signInWithForms, undefined],
  ['Chromium', signInWithChromium, chromiumMissing],
] as const)('signs in through a real provider: %s', async ([, person, missing], { skip }) => {
  if (missing !== undefined) {
    console.log(`signing in with Chromium is skipped: ${missing}`)
    skip(missing)
  }
  const pages: Promise<LastPage>[] = []
  const { start, whoami } = await login((page) => {
    pages.push(person(page, 'alice'))
  })
  expect(await start()).toMatchObject({
    developer: 'alice',
    principal: 'oidc/alice@example.com',
    workload: false,
  })
  expect(await whoami()).toMatchObject({ developer: 'alice' })
  const { url, text } = await pages[0]!
  expect(text).toContain('Signed in.')
  const { searchParams } = new URL(url)
  for (const name of ['code', 'state']) expect(text).not.toContain(searchParams.get(name))
})

test('whatever else comes to the listener is refused and changes nothing', async () => {
  const strangers: number[] = []
  const { start } = await login(async (page) => {
    const state = new URL(page).searchParams.get('state')!
    const at = `http://127.0.0.1:${port}`
    strangers.push(
      ...(await Promise.all([
        statusOf(`${at}/`),
        statusOf(`${at}/oidc/callback`),
        statusOf(`${at}/oidc/callback?state=st_other&code=canary`),
        statusOf(`${at}/oidc/callback?code=canary`),
        statusOf(`${at}/oidc/callback?state=${state}&code=canary`, { method: 'POST' }),
      ])),
    )
    await signInWithForms(page, 'alice')
  })
  expect(await start()).toMatchObject({ developer: 'alice' })
  expect(strangers).toEqual([404, 400, 400, 400, 404])
})

test('a page that another host name leads to is refused', async () => {
  const { start } = await login(async (page) => {
    const state = new URL(page).searchParams.get('state')!
    expect(await statusWithHost(`/oidc/callback?state=${state}&code=canary`, 'evil.example')).toBe(404)
    await signInWithForms(page, 'alice')
  })
  expect(await start()).toMatchObject({ developer: 'alice' })
})

test('a second answer with the same state is refused', async () => {
  const second = Promise.withResolvers<number | 'closed'>()
  const { start } = await login(async (page) => {
    const state = new URL(page).searchParams.get('state')!
    const url = `http://127.0.0.1:${port}/oidc/callback?state=${state}&code=canary-code`
    const first = statusOf(url)
    second.resolve(statusOf(url).catch(() => 'closed' as const))
    await first
  })
  await expect(start()).rejects.toMatchObject({ failure: { reason: 'unauthenticated' } })
  expect(await second.promise).not.toBe(200)
  expect(server.requests.filter((request) => request.includes('oidc/callback')).length).toBeGreaterThan(0)
})

test('a code that the provider never gave is no sign-in', async () => {
  const { start, whoami } = await login(async (page) => {
    const state = new URL(page).searchParams.get('state')!
    await fetch(`http://127.0.0.1:${port}/oidc/callback?state=${state}&code=canary-code`)
  })
  await expect(start()).rejects.toMatchObject({ failure: { reason: 'unauthenticated' } })
  expect(await whoami()).toBeUndefined()
})

test('a code without our own nonce is of no use to whoever sees it', async () => {
  const { start } = await login(async (page) => {
    const state = new URL(page).searchParams.get('state')!
    const stolen = await fetch(`${server.address}/v1/auth/oidc/oidc/callback?state=${state}&code=canary-code`)
    expect(stolen.status).toBe(400)
    expect(await stolen.json()).toEqual({ errors: ['invalid client_nonce'] })
    await fetch(`http://127.0.0.1:${port}/oidc/callback?state=${state}&code=canary-code`)
  })
  await expect(start()).rejects.toBeInstanceOf(StoreError)
})

test('a provider that says no ends the sign-in, and what it says is not repeated', async () => {
  const { start } = await login(async (page) => {
    const state = new URL(page).searchParams.get('state')!
    const query = `state=${state}&error=access_denied&error_description=canary-text`
    const answer = await fetch(`http://127.0.0.1:${port}/oidc/callback?${query}`)
    expect(await answer.text()).not.toContain('canary')
  })
  const error = await start().catch((thrown) => thrown)
  expect(error.failure).toMatchObject({ reason: 'unauthenticated' })
  expect(JSON.stringify(error.failure)).not.toContain('canary')
})

test('nobody comes: the sign-in ends with its signal and frees the port', async () => {
  const abort = new AbortController()
  const { start } = await login(() => abort.abort(), { signal: abort.signal })
  await expect(start()).rejects.toMatchObject({ failure: { reason: 'unauthenticated' } })
  const again = createServer().listen(port, '127.0.0.1')
  await once(again, 'listening')
  again.close()
})

test('a port that is taken is named, with what to do', async () => {
  const squatter = createServer().listen(port, '127.0.0.1')
  await once(squatter, 'listening')
  const { start } = await login(() => undefined)
  await expect(start()).rejects.toMatchObject({
    failure: { reason: 'misconfigured', summary: expect.stringContaining(`Port ${port}`) },
  })
  squatter.close()
})

test.each(['elsewhere', 'no-such-role'])(
  'the role %s does not know us, which is said with what to ask for',
  async (role) => {
    const { start } = await login(() => undefined, {}, { oidc: { role } })
    await expect(start()).rejects.toMatchObject({
      failure: { reason: 'misconfigured', suggestion: expect.stringContaining('/oidc/callback') },
    })
  },
)

test.each([
  'javascript:alert(1)//?state=x',
  'file:///etc/passwd?state=x',
  'http://evil.example/?state=x',
  'https://user:canary@provider.example/?state=x',
  'https://provider.example/auth',
  'https://provider.example/auth?state=',
  '--help?state=x',
  17,
  null,
  { state: 'x' },
])('a page to sign in at that reads %j is not opened', async (page) => {
  const hostile = await startFaultServer(() => json(200, { data: { auth_url: page } }))
  onTestFinished(hostile.close)
  const { start } = await login(() => expect.unreachable(), {
    at: hostile.url,
    onShow: () => expect.unreachable(),
  })
  await expect(start()).rejects.toMatchObject({ failure: { reason: 'invalid-response' } })
})

test('a page to sign in at is shown without anything that moves the cursor', async () => {
  const abort = new AbortController()
  const hostile = await startFaultServer(() =>
    json(200, { data: { auth_url: 'https://provider.example/\u001b[2J?state=x&y=\r\n\u202e' } }),
  )
  onTestFinished(hostile.close)
  const shown: string[] = []
  const { start } = await login(() => abort.abort(), {
    at: hostile.url,
    signal: abort.signal,
    onShow: (text) => shown.push(text),
  })
  await expect(start()).rejects.toThrow()
  expect(shown.join('')).toContain('https://provider.example/%1B[2J?state=x&y=%E2%80%AE\n')
})

test('over ssh no browser is opened here; the page and the port to forward are shown', async () => {
  const shown: string[] = []
  const { start } = await login(() => expect.unreachable(), {
    env: { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' },
    onShow(text) {
      shown.push(text)
      const page = /https?:\S+/.exec(text)![0]
      signInWithForms(page, 'alice')
    },
  })
  await start()
  expect(shown.join()).toContain(`ssh -L ${port}:127.0.0.1:${port}`)
})

/** A person whose browser is `open`, at a store that signs in by OIDC. */
async function login(
  open: (page: string) => unknown,
  world: Partial<StoreContext> & { onShow?: (text: string) => void; at?: string } = {},
  auth: object = { oidc: { role: 'developer' } },
) {
  const { onShow, at = server.address, ...context } = world
  const bench = benchAt(at, {}, { auth })
  const place = { ...bench.place, ...placeIn(temporaryFolder()), settings: { callbackPort: port } }
  const prompt: Prompter = {
    ask: () => expect.unreachable(),
    askSecret: () => expect.unreachable(),
    show: (text) => onShow?.(text),
    async openBrowser(page) {
      void Promise.resolve(open(page)).catch(() => undefined)
      return true
    },
  }
  const ctx = { ...bench.context, prompt, ...context }
  const store = await vault.open(place, vault.parseOptions(bench.options))
  return { start: () => store.login!.start(ctx), whoami: () => store.whoami(ctx) }
}

async function statusOf(url: string, options: RequestInit = {}): Promise<number> {
  return (await fetch(url, options)).status
}

/** fetch does not let one choose the host. */
async function statusWithHost(path: string, host: string): Promise<number> {
  const { request } = await import('node:http')
  const asking = request({ host: '127.0.0.1', port, path, headers: { host } }).end()
  const [response] = await once(asking, 'response')
  response.resume()
  return response.statusCode
}
