import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts'
import { describeSubject, listDifferences } from '../../src/trust/description.ts'
import { askForApproval, askForBinding } from '../../src/trust/question.ts'
import { standingOf } from '../../src/trust/standing.ts'
import { subjectOf } from '../../src/trust/subject.ts'
import { storesUntrusted } from '../../src/trust/untrusted.ts'
import { person, schemaOf, TEAM } from './repository.ts'

const PLACE = { root: '/home/alice/shop', file: 'secrets.schema.json' }
const subject = subjectOf(schemaOf(PLACE.root))
const SHOWN = `repository: /home/alice/shop
schema: secrets.schema.json
sha256: ${subject.hash}
environments:
  dev: development
stores:
  team: {
    "type": "aws-secrets-manager",
    "region": "eu-west-1",
    "devScope": {
      "account": "111122223333",
      "path": [
        "shop/dev/"
      ]
    }
  }`

describe('what a person is shown', () => {
  test('before approving for the first time', async () => {
    const prompt = person('y')
    expect(await askForApproval(prompt, PLACE, { subject })).toBe(true)
    expect(prompt.seen).toBe(
      `This repository says where your credentials would be sent.\n\n${SHOWN}\n\nApprove these stores for this repository? [y/N] `,
    )
  })

  test('when something has changed', async () => {
    const prompt = person('n')
    const before = subjectOf(schemaOf(PLACE.root, { stores: { team: { ...TEAM, region: 'us-east-1' } } }))
    const previous = { ...before, ...PLACE, approvedAt: '2026-01-02T03:04:05.000Z' }
    expect(await askForApproval(prompt, PLACE, { subject, previous })).toBe(false)
    expect(prompt.seen).toContain(`${SHOWN}

Changed since you approved it on 2026-01-02:

  - stores.team.region: "us-east-1"
  + stores.team.region: "eu-west-1"

Approve`)
  })

  test('when another repository uses the project already', async () => {
    const prompt = person('yes')
    expect(await askForBinding(prompt, '/b', 'shop', ['/a', '/\u0430\n'])).toBe(true)
    expect(prompt.seen).toBe(
      'The personal stores of project shop belong to:\n\n  /a\n  /\\u0430\\u000a\n\nLet /b read and write them too? [y/N] ',
    )
  })

  test('every kind of leaf in a difference', () => {
    const document = (team: unknown) => ({ environments: {}, stores: { team } })
    const before = document({ a: null, b: [], c: {}, d: 1, e: 'same', f: [1, 2] })
    const after = document({ a: {}, b: [null], c: [], d: true, e: 'same', f: [2] })
    expect(listDifferences(before, after)).toEqual([
      '  - stores.team.a: null',
      '  + stores.team.a: {}',
      '  - stores.team.b: []',
      '  + stores.team.b.0: null',
      '  - stores.team.c: {}',
      '  + stores.team.c: []',
      '  - stores.team.d: 1',
      '  + stores.team.d: true',
      '  - stores.team.f.0: 1',
      '  + stores.team.f.0: 2',
      '  - stores.team.f.1: 2',
    ])
  })

  test('a repository without shared stores has nothing in the list', () => {
    const nothing = subjectOf(schemaOf(PLACE.root, { stores: {} }))
    expect(describeSubject(nothing, PLACE).split('\n').at(-1)).toBe('stores:')
  })
})

describe('how a schema stands', () => {
  const state = { folder: '/nowhere', uid: undefined, env: {} }

  test('a pin holds nobody up where no shared store is opened', async () => {
    const schema = schemaOf(PLACE.root, { stores: { personal: { type: 'local' } } })
    const standing = await standingOf(schema, PLACE, DEFAULT_SETTINGS, state, '0'.repeat(64))
    expect(standing).toEqual({ subject: subjectOf(schema), missing: [], pinnedElsewhere: false })
  })

  test('what the settings approve is missing nothing', async () => {
    const settings = { ...DEFAULT_SETTINGS, approve: [{ type: TEAM.type, container: { account: '*' } }] }
    expect(await standingOf(schemaOf(PLACE.root), PLACE, settings, state, undefined)).toEqual({
      subject,
      missing: [],
      pinnedElsewhere: false,
    })
  })
})

test('the error says each reason, the secrets, and what to type', () => {
  const error = storesUntrusted(
    [
      { store: 'a', message: 'one' },
      { store: 'b', message: 'two' },
    ],
    ['A', 'B'],
  )
  expect(error).toMatchObject({
    code: 'STORE_UNTRUSTED',
    message: "This repository's stores are not approved yet; nothing was opened.",
    problems: ['one', 'two'],
    secrets: ['A', 'B'],
    suggestions: ['sotto trust'],
  })
  expect(storesUntrusted([]).secrets).toEqual([])
})
