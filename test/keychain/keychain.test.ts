import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Keychain, openKeychain } from '../../src/keychain/keychain.ts'
import { SecretValue } from '../../src/secret/secret-value.ts'
import { ownKeyring } from './own-keyring.ts'
import type { PrivateKeyring } from './private-keyring.ts'

const ITEM = { service: 'sotto/shop', account: 'session-key' }
const { signal } = new AbortController()

describe('a keyring that is there', () => {
  let keyring: PrivateKeyring
  let keychain: Keychain
  beforeAll(async () => {
    keyring = await ownKeyring()
    keychain = openKeychain('linux', { env: keyring.env })
  })
  afterEach(async () => {
    await keyring.unlock()
    await keychain.delete(ITEM, signal)
  })

  test('keeps, replaces and forgets', async () => {
    expect(await keychain.get(ITEM, signal)).toBe('absent')
    expect(await keychain.set(ITEM, SecretValue.seal('canary-first'), signal)).toBe('done')
    expect(await keychain.set(ITEM, SecretValue.seal('canary-sécond\n'), signal)).toBe('done')
    expect(textOf(await keychain.get(ITEM, signal))).toBe('canary-sécond\n')
    expect(await keychain.delete(ITEM, signal)).toBe('done')
    expect(await keychain.delete(ITEM, signal)).toBe('absent')
  })

  test('is locked rather than empty when it is locked, and changes nothing', async () => {
    await keychain.set(ITEM, SecretValue.seal('canary-kept'), signal)
    await keyring.lock()
    expect(await keychain.get(ITEM, signal)).toBe('locked')
    expect(await keychain.get({ ...ITEM, account: 'another' }, signal)).toBe('locked')
    expect(await keychain.set(ITEM, SecretValue.seal('canary-other'), signal)).toBe('locked')
    expect(await keychain.delete(ITEM, signal)).toBe('locked')
    await keyring.unlock()
    expect(textOf(await keychain.get(ITEM, signal))).toBe('canary-kept')
  })

  test('is not asked once the signal is aborted', async () => {
    await expect(keychain.get(ITEM, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('where there is none', () => {
  test.each([
    ['no session bus', {}],
    ['a bus that is switched off', { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }],
    ['a runtime folder without a bus', { XDG_RUNTIME_DIR: import.meta.dirname }],
  ])('%s: unavailable', async (_, env) => {
    const keychain = openKeychain('linux', { env })
    expect(await keychain.get(ITEM, signal)).toBe('unavailable')
    expect(await keychain.set(ITEM, SecretValue.seal('canary'), signal)).toBe('unavailable')
    expect(await keychain.delete(ITEM, signal)).toBe('unavailable')
  })
})

function textOf(answer: unknown): string | undefined {
  return answer instanceof SecretValue ? answer.reveal().toString() : undefined
}
