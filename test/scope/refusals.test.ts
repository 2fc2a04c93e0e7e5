import { describe, expect, test } from 'vitest'
import { admit } from '../../src/scope/admit.ts'
import { guard } from '../../src/scope/guard.ts'
import type { Refusal } from '../../src/scope/judgement.ts'
import { scopeRefused } from '../../src/scope/refusals.ts'
import { type Evidence, readTruthTable } from './evidence.ts'
import { planOf, settingsOf, signInsOf } from './pipeline.ts'

const ordinary = readTruthTable().find(({ id }) => id === '0-aws')!.evidence

function judge(evidence: Evidence): readonly Refusal[] {
  const settings = settingsOf(evidence)
  const admitted = admit(planOf(evidence), settings)
  return [...admitted.refusals, ...guard(admitted.passed, signInsOf(evidence), settings).refusals]
}

describe('a refusal', () => {
  test('of production names the secret, the lock and the declared procedure', () => {
    const production = { ...ordinary, environment: { name: 'preview', class: 'production' } }
    const error = scopeRefused(judge(production))
    expect(error.code).toBe('SCOPE_REFUSED')
    expect(error.message).toBe('Not development: no value released for DATABASE_URL')
    expect(error.secrets).toEqual(['DATABASE_URL'])
    expect(error.problems).toEqual([
      'DATABASE_URL: the environment preview is of class production, whose values are never fetched (environment lock)',
    ])
    expect(error.suggestions).toEqual([
      'follow docs/break-glass.md, approved by team-security, for at most 4h, reviewed by docs/review.md',
    ])
  })

  test('of a location in development says what to change, and names the procedure too', () => {
    const [refusal] = judge({ ...ordinary, reference: { path: 'shop/dev/prod' } })
    expect(refusal?.message).toBe('its location in team says prod')
    expect(refusal?.suggestion).toBe(
      'give DATABASE_URL a development location in secrets.schema.json; to reach production, follow docs/break-glass.md, approved by team-security, for at most 4h, reviewed by docs/review.md',
    )
  })

  test('says whom to ask where no procedure is declared', () => {
    const located = planOf({ ...ordinary, reference: { path: 'shop/dev/prod' } })
    located.schema.environments.get('production')!.breakGlass = { approvers: 'team-security' }
    expect(admit(located, settingsOf(ordinary)).refusals[0]?.suggestion).toBe(
      'give DATABASE_URL a development location in secrets.schema.json',
    )
    const plan = planOf({ ...ordinary, environment: { name: 'preview', class: 'production' } })
    for (const environment of plan.schema.environments.values()) {
      environment.breakGlass = { approvers: 'team-security' }
    }
    const [refusal] = admit(plan, settingsOf(ordinary)).refusals
    expect(refusal?.suggestion).toBe('ask the owner of the secret: no break-glass procedure is declared')
  })

  test('leaves out what the procedure does not declare', () => {
    const plan = planOf({ ...ordinary, environment: { name: 'preview', class: 'production' } })
    for (const environment of plan.schema.environments.values()) {
      environment.breakGlass = { procedure: 'docs/break-glass.md' }
    }
    const [refusal] = admit(plan, settingsOf(ordinary)).refusals
    expect(refusal?.suggestion).toBe('follow docs/break-glass.md')
  })

  test('of the wrong account says both accounts and how to sign in', () => {
    const elsewhere = {
      ...ordinary,
      identity: { ...ordinary.identity, container: { account: '999988887777' } },
    }
    const [refusal] = judge(elsewhere)
    expect(refusal).toMatchObject({
      kind: 'wrong-account',
      message: 'signed in to the account 999988887777, and the schema says 111122223333 for team',
      suggestion: 'sign in to the account 111122223333: sotto login team',
    })
    expect(scopeRefused([refusal!]).message).toBe(
      'Signed in to the wrong account: no value released for DATABASE_URL',
    )
  })

  test('of the wrong account names the profile that the settings have for the right one', () => {
    const [refusal] = judge({
      ...ordinary,
      identity: { ...ordinary.identity, container: { account: '999988887777' } },
      settings: { awsProfiles: { '111122223333': 'shop-dev' } },
    })
    expect(refusal?.suggestion).toBe('try the profile shop-dev: export AWS_PROFILE=shop-dev')
  })

  test('of a credential says whose it is and asks to sign in as oneself, and is no word of production', () => {
    const [refusal] = judge({
      ...ordinary,
      identity: { ...ordinary.identity, shared: 'a static access key' },
    })
    expect(refusal).toMatchObject({ kind: 'credential', suggestion: 'sign in as yourself: sotto login team' })
    expect(refusal?.message).toContain('AWSReservedSSO_Dev_1/alice@example.com, a static access key')
    expect(scopeRefused([refusal!]).message).toBe(
      'Not signed in as yourself: no value released for DATABASE_URL',
    )
  })

  test('of a developer without a name says why, as the store does', () => {
    const { developer, ...nobody } = ordinary.identity
    const messageOf = (identity: Record<string, unknown>) => judge({ ...ordinary, identity })[0]?.message
    expect(developer).toBe('alice')
    expect(messageOf(nobody)).toMatch(/: the store knows no name of a person$/)
    expect(messageOf({ ...nobody, developerRefusal: 'its domain is another' })).toMatch(
      /: its domain is another$/,
    )
  })

  test('of several production environments names the procedure of the one that is asked for', () => {
    const plan = planOf({ ...ordinary, environment: { name: 'eu', class: 'production' } })
    plan.schema.environments.get('eu')!.breakGlass = { procedure: 'docs/eu.md' }
    expect(admit(plan, settingsOf(ordinary)).refusals[0]?.suggestion).toContain('docs/eu.md')
  })

  test('of a role names the setting that vouches for it', () => {
    const [refusal] = judge({
      ...ordinary,
      identity: { ...ordinary.identity, developerNeedsVouch: '111122223333/Developer' },
    })
    expect(refusal?.suggestion).toContain('"111122223333/Developer" to vouchedRoles')
  })

  test('shows foreign text on one line, printable and short', () => {
    const messageOf = (principal: string) =>
      judge({ ...ordinary, identity: { ...ordinary.identity, principal, shared: 'shared' } })[0]?.message
    expect(messageOf('al\u001b[2J\u202eice\n')).toBe('signed in to team as al?[2J?ice?, shared')
    expect(messageOf('x'.repeat(120))).toBe(`signed in to team as ${'x'.repeat(120)}, shared`)
    expect(messageOf('x'.repeat(121))).toBe(`signed in to team as ${'x'.repeat(120)}…, shared`)
  })

  test('of several kinds together is headed by production, with every secret and suggestion once', () => {
    const refusals = [
      { name: 'A', lock: 'container', kind: 'wrong-account', message: 'm', suggestion: 's' },
      { name: 'B', lock: 'location', kind: 'not-development', message: 'm', suggestion: 's' },
      { name: 'B', lock: 'location', kind: 'not-development', message: 'n' },
    ] as unknown as readonly Refusal[]
    const error = scopeRefused(refusals)
    expect(error.message).toBe('Not development: no value released for A, B')
    expect(error.secrets).toEqual(['A', 'B'])
    expect(error.suggestions).toEqual(['s'])
    expect(error.problems).toHaveLength(3)
  })
})
