import { chmod, chown, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings.ts'
import { placeOf, removeApproval } from '../../src/trust/approvals.ts'
import { approve } from '../../src/trust/approve.ts'
import { boundRoots } from '../../src/trust/bindings.ts'
import { subjectOf } from '../../src/trust/subject.ts'
import { type Home, makeHome, person, schemaOf, TEAM } from './repository.ts'

let home: Home
beforeEach(async () => {
  home = await makeHome()
})
afterEach(() => home.remove())

type Parts = Parameters<typeof schemaOf>[1]

async function approved(root: string, parts?: Parts, options = {}, settings: Partial<Settings> = {}) {
  const answer = await approve(
    schemaOf(root, parts),
    { ...DEFAULT_SETTINGS, ...settings },
    home.context(options),
  )
  return [...answer.approved.stores]
}

async function approvalFiles(): Promise<string[]> {
  return readdir(join(home.state, 'approvals')).catch(() => [])
}

describe('a shared store', () => {
  test('is refused where nobody can be asked, with the reason', async () => {
    const root = await home.repository()
    const { approved: passed, refusals } = await approve(schemaOf(root), DEFAULT_SETTINGS, home.context())
    expect([...passed.stores]).toEqual([])
    expect(refusals).toEqual([
      { store: 'team', message: 'the store team is not approved for this repository' },
    ])
    expect(await approvalFiles()).toEqual([])
  })

  test('is shown in full before the question, and never asked about again', async () => {
    const root = await home.repository()
    const prompt = person('y')
    expect(await approved(root, undefined, { prompt })).toEqual(['team'])
    const { hash } = subjectOf(schemaOf(root))
    for (const part of [root, hash, 'eu-west-1', '111122223333', 'shop/dev/', 'dev: development', '[y/N]']) {
      expect(prompt.seen).toContain(part)
    }
    expect(prompt.seen).not.toContain('Changed since')
    expect(await approved(root)).toEqual(['team'])
    expect(await approved(root, undefined, { prompt: person() })).toEqual(['team'])
  })

  test.each(['', 'n', 'N', 'no', 'yess', 'true', ' ', '1', 'yn'])('the answer %j is a no', async (answer) => {
    const root = await home.repository()
    expect(await approved(root, undefined, { prompt: person(answer) })).toEqual([])
    expect(await approvalFiles()).toEqual([])
  })

  test.each(['y', 'Y', 'yes', 'YES', ' y \n'])('the answer %j is a yes', async (answer) => {
    expect(await approved(await home.repository(), undefined, { prompt: person(answer) })).toEqual(['team'])
  })

  test('of an approved repository asks again in another one', async () => {
    await approved(await home.repository(), undefined, { prompt: person('y') })
    expect(await approved(await home.repository())).toEqual([])
  })

  test('of two schemas in one repository is approved for each, and stays so', async () => {
    const root = await home.repository()
    await writeFile(join(root, 'web.json'), '{}')
    const web = { file: 'web.json', stores: { team: { ...TEAM, region: 'us-east-1' } } }
    await approved(root, undefined, { prompt: person('y') })
    expect(await approved(root, { file: 'web.json' })).toEqual([])
    const prompt = person('y')
    await approved(root, web, { prompt })
    expect(prompt.seen).toContain('schema: web.json')
    expect(prompt.seen).not.toContain('Changed since')
    expect(await approved(root)).toEqual(['team'])
    expect(await approved(root, web)).toEqual(['team'])
  })

  test('is asked about only by a command that is about to open it', async () => {
    const root = await home.repository()
    const stores = { team: TEAM, other: { ...TEAM, region: 'us-east-1' }, personal: { type: 'local' } }
    const opened = async (names: string[], ...answers: string[]) => {
      const context = home.context({ prompt: person(...answers) })
      const opening = new Set(names)
      return [
        ...(await approve(schemaOf(root, { stores }), DEFAULT_SETTINGS, context, opening)).approved.stores,
      ]
    }
    expect(await opened([])).toEqual(['personal'])
    expect(await boundRoots({ folder: home.state, uid: process.getuid?.() }, 'shop')).toEqual([])
    expect(await opened(['personal'])).toEqual(['personal'])
    expect(await boundRoots({ folder: home.state, uid: process.getuid?.() }, 'shop')).toEqual([root])
    expect(await opened(['other'], 'y')).toEqual(['team', 'other', 'personal'])
    expect(await opened([])).toEqual(['team', 'other', 'personal'])
  })

  const CHANGES: [string, Parts, string[]][] = [
    [
      'an option',
      { stores: { team: { ...TEAM, region: 'us-east-1' } } },
      ['- stores.team.region: "eu-west-1"', '+ stores.team.region: "us-east-1"'],
    ],
    [
      'a proof taken away',
      { stores: { team: { ...TEAM, devScope: { path: ['shop/dev/'] } } } },
      ['- stores.team.devScope.account: "111122223333"'],
    ],
    [
      'a prefix more',
      { stores: { team: { ...TEAM, devScope: { ...TEAM.devScope, path: ['shop/dev/', 'shop/'] } } } },
      ['+ stores.team.devScope.path.1: "shop/"'],
    ],
    [
      'another store',
      { stores: { team: TEAM, other: { ...TEAM, region: 'us-west-2' } } },
      ['+ stores.other.region: "us-west-2"'],
    ],
    ['another name', { stores: { crew: TEAM } }, ['- stores.team.type', '+ stores.crew.type']],
    [
      'a class',
      { environments: { dev: { class: 'production' } } },
      ['- environments.dev: "development"', '+ environments.dev: "production"'],
    ],
    [
      'an environment more',
      { environments: { dev: { class: 'development' }, qa: { class: 'development' } } },
      ['+ environments.qa: "development"'],
    ],
  ]

  test.each(CHANGES)(
    'asks again with the difference when the schema changes: %s',
    async (_, parts, lines) => {
      const root = await home.repository()
      await approved(root, undefined, { prompt: person('y') })
      expect(await approved(root, parts)).toEqual([])
      const { refusals } = await approve(schemaOf(root, parts), DEFAULT_SETTINGS, home.context())
      expect(refusals[0]?.message).toContain('have changed since')
      const prompt = person('y')
      expect(await approved(root, parts, { prompt })).toEqual(Object.keys(parts?.stores ?? { team: TEAM }))
      expect(prompt.seen).toContain('Changed since you approved it on 2026-01-02')
      for (const line of lines) expect(prompt.seen).toContain(line)
      expect(await approved(root, parts)).toEqual(Object.keys(parts?.stores ?? { team: TEAM }))
      expect(await approved(root)).toEqual([])
    },
  )

  test('does not ask again when only the order, or something else, changes', async () => {
    const root = await home.repository()
    await approved(root, undefined, { prompt: person('y') })
    const { devScope, type, region } = TEAM
    expect(await approved(root, { project: 'other', stores: { team: { region, devScope, type } } })).toEqual([
      'team',
    ])
  })

  test('that is production only is never approved, and alone asks nothing', async () => {
    const root = await home.repository()
    const live = { ...TEAM, productionOnly: true }
    expect(await approved(root, { stores: { live } }, { prompt: person() })).toEqual([])
    expect(await approved(root, { stores: { live, team: TEAM } })).toEqual([])
    expect(await approved(root, { stores: { live, team: TEAM } }, { prompt: person('y') })).toEqual(['team'])
  })

  test('of a type that nobody knows counts as shared', async () => {
    expect(await approved(await home.repository(), { stores: { team: { type: 'unheard-of' } } })).toEqual([])
  })

  test('is reached through a symbolic link to the repository under the same approval', async () => {
    const root = await home.repository()
    await approved(root, undefined, { prompt: person('y') })
    const link = join(home.folder, 'link')
    await symlink(root, link)
    expect(await approved(link)).toEqual(['team'])
  })

  test('shows letters outside ASCII by their code', async () => {
    const prompt = person('n')
    const stores = { team: { ...TEAM, region: 'eu-w\u0435st-1\u202e' } }
    await approved(await home.repository('r\u0430\nsha256'), { stores }, { prompt })
    expect(prompt.seen).toContain('eu-w\\u0435st-1\\u202e')
    expect(prompt.seen).toContain('r\\u0430\\u000asha256')
    expect(prompt.seen).not.toMatch(/[^\n\x20-\x7e]/)
  })
})

describe('SOTTO_TRUST', () => {
  const pinned = (pin: string) => ({ env: { SOTTO_TRUST: pin }, prompt: person() })

  test('approves exactly its hash, and keeps nothing', async () => {
    const root = await home.repository()
    const { hash } = subjectOf(schemaOf(root))
    expect(await approved(root, undefined, pinned(hash))).toEqual(['team'])
    expect(await approvalFiles()).toEqual([])
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
    await approved(root, undefined, { prompt: person('y') })
    const approve = [{ type: TEAM.type, container: { account: '*' } }]
    expect(await approved(root, undefined, pinned('0'.repeat(64)), { approve })).toEqual([])
  })

  test('that is empty is none', async () => {
    expect(
      await approved(await home.repository(), undefined, { env: { SOTTO_TRUST: '' }, prompt: person('y') }),
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
    expect(await approved(await home.repository(), undefined, {}, container(pattern as never))).toEqual(
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
    expect(await approved(await home.repository(), { stores }, {}, settings)).toEqual(passes ? ['team'] : [])
  })

  test('may be held to some repositories', async () => {
    const root = await home.repository('work')
    expect(await approved(root, undefined, {}, container({ account: '*' }, `${home.folder}/w*`))).toEqual([
      'team',
    ])
    expect(await approved(root, undefined, {}, container({ account: '*' }, `${home.folder}/x*`))).toEqual([])
    expect(await approved(root, undefined, {}, container({ account: '*' }, '/*'))).toEqual([])
  })

  test('are for one type only, and leave the other stores to the question', async () => {
    const stores = { team: TEAM, vault: { type: 'vault', address: 'https://vault.example.com' } }
    expect(await approved(await home.repository(), { stores }, {}, container({ account: '*' }))).toEqual([
      'team',
    ])
  })

  test('that two places of the block must match match both', async () => {
    const stores = { team: { ...TEAM, account: '999988887777' } }
    expect(
      await approved(await home.repository(), { stores }, {}, container({ account: '111122223333' })),
    ).toEqual([])
  })
})

describe('what is kept', () => {
  test('is forgotten on request, twice if need be', async () => {
    const root = await home.repository()
    await approved(root, undefined, { prompt: person('y') })
    const place = await placeOf(schemaOf(root))
    for (let turn = 0; turn < 2; turn++) {
      await removeApproval({ folder: home.state, uid: process.getuid?.() }, place)
      expect(await approved(root)).toEqual([])
    }
  })

  test('is the user’s alone, whole, and outside the repository', async () => {
    const root = await home.repository()
    await approved(root, undefined, { prompt: person('y') })
    const [name, ...others] = await approvalFiles()
    expect(others).toEqual([])
    const file = join(home.state, 'approvals', name!)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(join(home.state, 'approvals'))).mode & 0o777).toBe(0o700)
    const kept = JSON.parse(await readFile(file, 'utf8'))
    expect(kept).toMatchObject({
      root,
      hash: subjectOf(schemaOf(root)).hash,
      approvedAt: '2026-01-02T03:04:05.000Z',
    })
    expect(await readdir(root)).toEqual(['secrets.schema.json'])
  })

  test.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a hash that is not the document’s', undefined],
    ['nothing', ''],
  ])('is not believed when it is %s', async (_, text) => {
    const root = await home.repository()
    await approved(root, undefined, { prompt: person('y') })
    const file = join(home.state, 'approvals', (await approvalFiles())[0]!)
    const forged = JSON.stringify({
      ...JSON.parse(await readFile(file, 'utf8')),
      document: { environments: {}, stores: {} },
    })
    await writeFile(file, text ?? forged)
    expect(await approved(root)).toEqual([])
    expect(await approved(root, undefined, { prompt: person('y') })).toEqual(['team'])
    expect(await approved(root)).toEqual(['team'])
  })

  test('is not believed for another root, when copied', async () => {
    const [one, other] = [await home.repository(), await home.repository()]
    await approved(one, undefined, { prompt: person('y') })
    const [file] = await approvalFiles()
    await approved(other, undefined, { prompt: person('y') })
    const second = (await approvalFiles()).find((name) => name !== file)!
    await rename(join(home.state, 'approvals', file!), join(home.state, 'approvals', second))
    expect(await approved(other)).toEqual([])
  })

  test.each([0o620, 0o602])('is not believed when others can write it (%o)', async (mode) => {
    const root = await home.repository()
    await approved(root, undefined, { prompt: person('y') })
    await chmod(join(home.state, 'approvals', (await approvalFiles())[0]!), mode)
    expect(await approved(root)).toEqual([])
  })

  test('is not believed when it is another user’s', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root can give a file away')
    const root = await home.repository()
    await approved(root, undefined, { prompt: person('y') })
    const file = join(home.state, 'approvals', (await approvalFiles())[0]!)
    await chown(file, 12345, 12345)
    expect(await approved(root)).toEqual([])
  })

  test('is not written into a folder that others can write, or that is a link', async () => {
    const root = await home.repository()
    await mkdir(home.state, { recursive: true })
    await chmod(home.state, 0o777)
    const untrusted = { code: 'STORE_UNTRUSTED', message: expect.stringContaining('not yours alone') }
    await expect(approved(root, undefined, { prompt: person('y') })).rejects.toMatchObject(untrusted)
    await chmod(home.state, 0o700)
    await mkdir(join(home.folder, 'elsewhere'))
    await symlink(join(home.folder, 'elsewhere'), join(home.state, 'approvals'))
    await expect(approved(root, undefined, { prompt: person('y') })).rejects.toMatchObject(untrusted)
  })
})
