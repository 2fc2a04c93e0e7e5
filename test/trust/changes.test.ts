import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts'
import { approve } from '../../src/trust/approve.ts'
import { type Home, makeHome, type Parts, person, schemaOf, TEAM } from './repository.ts'

let home: Home
beforeEach(async () => {
  home = await makeHome()
})
afterEach(() => home.remove())

describe('a change of what was approved', () => {
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
      await home.approved(root, undefined, { prompt: person('y') })
      expect(await home.approved(root, parts)).toEqual([])
      const { refusals } = await approve(schemaOf(root, parts), DEFAULT_SETTINGS, home.context())
      expect(refusals[0]?.message).toContain('have changed since')
      const prompt = person('y')
      expect(await home.approved(root, parts, { prompt })).toEqual(
        Object.keys(parts?.stores ?? { team: TEAM }),
      )
      expect(prompt.seen).toContain('Changed since you approved it on 2026-01-02')
      for (const line of lines) expect(prompt.seen).toContain(line)
      expect(await home.approved(root, parts)).toEqual(Object.keys(parts?.stores ?? { team: TEAM }))
      expect(await home.approved(root)).toEqual([])
    },
  )
})
