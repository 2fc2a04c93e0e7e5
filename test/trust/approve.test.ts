import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts'
import { approve } from '../../src/trust/approve.ts'
import { boundRoots } from '../../src/trust/bindings.ts'
import { subjectOf } from '../../src/trust/subject.ts'
import { type Home, makeHome, person, schemaOf, TEAM } from './repository.ts'

let home: Home
beforeEach(async () => {
  home = await makeHome()
})
afterEach(() => home.remove())

describe('a shared store', () => {
  test('is refused where nobody can be asked, with the reason', async () => {
    const root = await home.repository()
    const { approved: passed, refusals } = await approve(schemaOf(root), DEFAULT_SETTINGS, home.context())
    expect([...passed.stores]).toEqual([])
    expect(refusals).toEqual([
      { store: 'team', message: 'the store team is not approved for this repository' },
    ])
    expect(await home.approvalFiles()).toEqual([])
  })

  test('is shown in full before the question, and never asked about again', async () => {
    const root = await home.repository()
    const prompt = person('y')
    expect(await home.approved(root, undefined, { prompt })).toEqual(['team'])
    const { hash } = subjectOf(schemaOf(root))
    for (const part of [root, hash, 'eu-west-1', '111122223333', 'shop/dev/', 'dev: development', '[y/N]']) {
      expect(prompt.seen).toContain(part)
    }
    expect(prompt.seen).not.toContain('Changed since')
    expect(await home.approved(root)).toEqual(['team'])
    expect(await home.approved(root, undefined, { prompt: person() })).toEqual(['team'])
  })

  test.each(['', 'n', 'N', 'no', 'yess', 'true', ' ', '1', 'yn'])('the answer %j is a no', async (answer) => {
    const root = await home.repository()
    expect(await home.approved(root, undefined, { prompt: person(answer) })).toEqual([])
    expect(await home.approvalFiles()).toEqual([])
  })

  test.each(['y', 'Y', 'yes', 'YES', ' y \n'])('the answer %j is a yes', async (answer) => {
    expect(await home.approved(await home.repository(), undefined, { prompt: person(answer) })).toEqual([
      'team',
    ])
  })

  test('of an approved repository asks again in another one', async () => {
    await home.approved(await home.repository(), undefined, { prompt: person('y') })
    expect(await home.approved(await home.repository())).toEqual([])
  })

  test('of two schemas in one repository is approved for each, and stays so', async () => {
    const root = await home.repository()
    await writeFile(join(root, 'web.json'), '{}')
    const web = { file: 'web.json', stores: { team: { ...TEAM, region: 'us-east-1' } } }
    await home.approved(root, undefined, { prompt: person('y') })
    expect(await home.approved(root, { file: 'web.json' })).toEqual([])
    const prompt = person('y')
    await home.approved(root, web, { prompt })
    expect(prompt.seen).toContain('schema: web.json')
    expect(prompt.seen).not.toContain('Changed since')
    expect(await home.approved(root)).toEqual(['team'])
    expect(await home.approved(root, web)).toEqual(['team'])
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
    expect(await boundRoots({ folder: home.state, uid: process.getuid?.(), env: {} }, 'shop')).toEqual([])
    expect(await opened(['personal'])).toEqual(['personal'])
    expect(await boundRoots({ folder: home.state, uid: process.getuid?.(), env: {} }, 'shop')).toEqual([root])
    expect(await opened(['other'], 'y')).toEqual(['team', 'other', 'personal'])
    expect(await opened([])).toEqual(['team', 'other', 'personal'])
  })

  test('does not ask again when only the order, or something else, changes', async () => {
    const root = await home.repository()
    await home.approved(root, undefined, { prompt: person('y') })
    const { devScope, type, region } = TEAM
    expect(
      await home.approved(root, { project: 'other', stores: { team: { region, devScope, type } } }),
    ).toEqual(['team'])
  })

  test('that is production only is never approved, and alone asks nothing', async () => {
    const root = await home.repository()
    const live = { ...TEAM, productionOnly: true }
    expect(await home.approved(root, { stores: { live } }, { prompt: person() })).toEqual([])
    expect(await home.approved(root, { stores: { live, team: TEAM } })).toEqual([])
    expect(await home.approved(root, { stores: { live, team: TEAM } }, { prompt: person('y') })).toEqual([
      'team',
    ])
  })

  test('of a type that nobody knows counts as shared', async () => {
    expect(
      await home.approved(await home.repository(), { stores: { team: { type: 'unheard-of' } } }),
    ).toEqual([])
  })

  test('is reached through a symbolic link to the repository under the same approval', async () => {
    const root = await home.repository()
    await home.approved(root, undefined, { prompt: person('y') })
    const link = join(home.folder, 'link')
    await symlink(root, link)
    expect(await home.approved(link)).toEqual(['team'])
  })

  test('shows letters outside ASCII by their code', async () => {
    const prompt = person('n')
    const stores = { team: { ...TEAM, region: 'eu-w\u0435st-1\u202e' } }
    await home.approved(await home.repository('r\u0430\nsha256'), { stores }, { prompt })
    expect(prompt.seen).toContain('eu-w\\u0435st-1\\u202e')
    expect(prompt.seen).toContain('r\\u0430\\u000asha256')
    expect(prompt.seen).not.toMatch(/[^\n\x20-\x7e]/)
  })
})
