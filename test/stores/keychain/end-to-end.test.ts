import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PrivateKeyring, startPrivateKeyring } from '../../keychain/private-keyring.ts'
import { layRepository, personalSchema, type Repository } from '../../support/repository.ts'

const CANARY = 'canary-kept-by-the-keychain'
const SHOW = ['run', '--', 'sh', '-c', 'printf %s "$API_KEY" | wc -c; echo "$API_KEY"']

describe.each(['keychain', 'local'])('sotto with a keychain, on a store of type %s', (type) => {
  let keyring: PrivateKeyring
  let repository: Repository
  beforeAll(async () => {
    keyring = await startPrivateKeyring()
  })
  afterAll(() => keyring.stop())

  test('sets, runs, and tells locked from gone', async () => {
    const schema = personalSchema({ API_KEY: {} }, { stores: { personal: { type } } })
    repository = layRepository(schema)
    const { DBUS_SESSION_BUS_ADDRESS } = keyring.env
    const env = { DBUS_SESSION_BUS_ADDRESS: DBUS_SESSION_BUS_ADDRESS! }
    expect(await repository.sotto(SHOW, { env })).toMatchObject({ status: 81, stdout: '' })
    expect(await repository.sotto(['set', 'API_KEY'], { env, input: CANARY })).toEqual({
      status: 0,
      signal: null,
      stdout: '',
      stderr: 'API_KEY is set in personal for dev.\n',
    })
    const run = { status: 0, signal: null, stdout: `${CANARY.length}\n[redacted]\n`, stderr: '' }
    expect(await repository.sotto(SHOW, { env })).toEqual(run)

    await keyring.lock()
    for (const args of [SHOW, ['set', 'API_KEY']]) {
      const { status, stdout, stderr } = await repository.sotto(args, { env, input: 'canary-other' })
      expect({ status, stdout }).toEqual({ status: 77, stdout: '' })
      expect(stderr).toMatch(/keychain.* is locked/)
      expect(stderr).not.toContain('canary')
    }
    await keyring.unlock()
    expect(await repository.sotto(SHOW, { env })).toEqual(run)

    const without = await repository.sotto(SHOW)
    expect(without).toMatchObject({ status: type === 'local' ? 77 : 69, stdout: '' })
    expect(without.stderr).not.toContain('canary')
  })
})
