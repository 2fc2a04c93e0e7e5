import { expect, test } from 'vitest'
import { vault } from '../../../src/stores/vault/index.ts'

const MOUNT = { mount: 'secret' }

test.each([
  'https://vault.example.com',
  'https://vault.example.com:8200',
  'https://192.0.2.1:8200',
  'http://127.0.0.1:8200',
  'http://127.255.0.1',
  'http://localhost:8200',
  'http://[::1]:8200',
])('%s may be given a token', (address) => {
  expect(vault.parseOptions({ ...MOUNT, address })).toMatchObject({ address })
})

test.each([
  'http://vault.example.com',
  'http://127.0.0.1.evil.example',
  'http://localhost.evil.example',
  'http://evil.example#localhost',
  'http://localhost@evil.example',
  'http://127.1',
  'http://2130706433',
  'http://0x7f.0.0.1',
  'http://0.0.0.0:8200',
  'http://[::ffff:127.0.0.1]',
  'https://user:canary@vault.example.com',
  'https://vault.example.com/v1',
  'https://vault.example.com/?x=1',
  'https://vault.example.com#x',
  'https://vault.example.com\\@evil.example',
  'https://VAULT.example.com',
  'https://vаult.example.com',
  'https://vault.example.com\n',
  ' https://vault.example.com',
  'ftp://vault.example.com',
  'file:///etc/passwd',
  'unix:///run/vault.sock',
  'javascript:alert(1)',
  'vault.example.com',
  '',
  17,
  null,
])('%j may not', (address) => {
  expect(() => vault.parseOptions({ ...MOUNT, address })).toThrow(
    expect.objectContaining({ code: 'STORE_MISCONFIGURED', message: expect.not.stringContaining('evil') }),
  )
})

test.each([
  'sys',
  'auth/token',
  'identity',
  'cubbyhole',
  '../sys',
  'a/../sys',
  '/secret',
  'secret/',
  'a//b',
  'a%2fb',
  '',
])('the mount %j is refused', (mount) => {
  expect(() => vault.parseOptions({ address: 'https://vault.example.com', mount })).toThrow(
    expect.objectContaining({ code: 'STORE_MISCONFIGURED' }),
  )
})

test.each([
  { token: 'canary-token' },
  { auth: { token: 'canary' } },
  { auth: { oidc: { client_secret: 'canary' } } },
  { auth: { userpass: { password: 'canary' } } },
  { auth: { jwt: {} } },
  { auth: { jwt: { role: '../x' } } },
  { auth: 'oidc' },
  { namespace: '../root' },
])('%j is refused, and its content not repeated', (more) => {
  expect(() => vault.parseOptions({ ...MOUNT, address: 'https://vault.example.com', ...more })).toThrow(
    expect.objectContaining({ code: 'STORE_MISCONFIGURED', message: expect.not.stringContaining('canary') }),
  )
})

test('how one signs in is data: by default OIDC at its usual mount', () => {
  const address = 'https://vault.example.com'
  expect(vault.parseOptions({ ...MOUNT, address }).auth).toEqual({ oidc: { mount: 'oidc' } })
  const auth = { oidc: { mount: 'okta', role: 'dev' }, userpass: {}, jwt: { role: 'ci' } }
  expect(vault.parseOptions({ ...MOUNT, address, auth }).auth).toEqual({
    oidc: { mount: 'okta', role: 'dev' },
    userpass: { mount: 'userpass' },
    jwt: { mount: 'jwt', role: 'ci' },
  })
})
