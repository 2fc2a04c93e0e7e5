import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts'
import { approve } from '../../src/trust/approve.ts'
import { subjectOf } from '../../src/trust/subject.ts'
import { type Home, makeHome, person, schemaOf, TEAM } from './repository.ts'

let home: Home
beforeEach(async () => {
  home = await makeHome()
})
afterEach(() => home.remove())

describe('SOTTO_TRUST', () => {
  const pinned = (pin: string) => ({ env: { SOTTO_TRUST: pin }, prompt: person() })

  test('approves exactly its hash, and keeps nothing', async () => {
    const root = await home.repository()
    const { hash } = subjectOf(schemaOf(root))
    expect(await home.approved(root, undefined, pinned(hash))).toEqual(['team'])
    expect(await home.approvalFiles()).toEqual([])
  })

  test.each(['0'.repeat(64), 'yes', '*', 'true'])(
    'another hash refuses, asks nothing, and says the right one: %s',
    async (pin) => {
      const root = await home.repository()
      const { refusals } = await approve(schemaOf(root), DEFAULT_SETTINGS, home.context(pinned(pin)))
      expect(refusals[0]?.message).toContain(subjectOf(schemaOf(root)).hash)
    },
  )

  test('decides alone, over what is approved and what the settings approve', async () => {
    const root = await home.repository()
    await home.approved(root, undefined, { prompt: person('y') })
    const approve = [{ type: TEAM.type, container: { account: '*' } }]
    expect(await home.approved(root, undefined, pinned('0'.repeat(64)), { approve })).toEqual([])
  })

  test('that is empty is none', async () => {
    expect(
      await home.approved(await home.repository(), undefined, {
        env: { SOTTO_TRUST: '' },
        prompt: person('y'),
      }),
    ).toEqual(['team'])
  })
})

describe('the user’s own settings', () => {
  const container = (pattern: Record<string, string>, repository?: string) => ({
    approve: [{ type: TEAM.type, container: pattern, ...(repository ? { repository } : {}) }],
  })

  test.each([
    [{ account: '111122223333' }, true],
    [{ account: '1111*' }, true],
    [{ account: '*', region: 'eu-west-1' }, true],
    [{ account: '999988887777' }, false],
    [{ account: '111122223333', region: 'us-east-1' }, false],
    [{ account: '11112222333' }, false],
    [{ address: '*' }, false],
    [{ toString: '*' }, false],
    [{ account: '1111.2222' }, false],
  ])('approve by container %j: %s', async (pattern, passes) => {
    expect(await home.approved(await home.repository(), undefined, {}, container(pattern as never))).toEqual(
      passes ? ['team'] : [],
    )
  })

  test.each([
    ['https://vault.example.com', 'https://*.example.com', true],
    ['https://a.b.example.com', 'https://*.example.com', false],
    ['https://evil.test/.example.com', 'https://*.example.com', false],
    ['https://evil.test#.example.com', 'https://*.example.com', false],
    ['https://vaultXexample.com', 'https://vault.example.com', false],
    ['https://vault.example.com.evil.test', 'https://vault.example.com', false],
    ['https://vault.example.com:8200', 'https://vault.example.com*', false],
  ])('the address %s under the pattern %s: %s', async (address, pattern, passes) => {
    const stores = { team: { type: 'vault', address } }
    const settings = { approve: [{ type: 'vault', container: { address: pattern } }] }
    expect(await home.approved(await home.repository(), { stores }, {}, settings)).toEqual(
      passes ? ['team'] : [],
    )
  })

  test('may be held to some repositories', async () => {
    const root = await home.repository('work')
    expect(
      await home.approved(root, undefined, {}, container({ account: '*' }, `${home.folder}/w*`)),
    ).toEqual(['team'])
    expect(
      await home.approved(root, undefined, {}, container({ account: '*' }, `${home.folder}/x*`)),
    ).toEqual([])
    expect(await home.approved(root, undefined, {}, container({ account: '*' }, '/*'))).toEqual([])
  })

  test('are for one type only, and leave the other stores to the question', async () => {
    const stores = { team: TEAM, vault: { type: 'vault', address: 'https://vault.example.com' } }
    expect(await home.approved(await home.repository(), { stores }, {}, container({ account: '*' }))).toEqual(
      ['team'],
    )
  })

  test('that two places of the block must match match both', async () => {
    const stores = { team: { ...TEAM, account: '999988887777' } }
    expect(
      await home.approved(await home.repository(), { stores }, {}, container({ account: '111122223333' })),
    ).toEqual([])
  })
})
