import { describe, expect, test } from 'vitest'
import { admit, admitEnvironment } from '../../src/scope/admit.ts'
import { guard } from '../../src/scope/guard.ts'
import { release } from '../../src/scope/release.ts'
import { SecretValue } from '../../src/secret/secret-value.ts'
import { readTruthTable } from './evidence.ts'
import { planOf, settingsOf, signInsOf } from './pipeline.ts'

const ordinary = readTruthTable().find(({ id }) => id === '0-aws')!.evidence

describe('the three steps', () => {
  test('admitEnvironment refuses every secret that production names, and all where it names none', () => {
    const declare = (name: string, environments: string[], requiredIn: string[]) =>
      [
        name,
        { name, locations: new Map(environments.map((e) => [e, {}])), requiredIn: new Set(requiredIn) },
      ] as const
    const production = { name: 'production', class: 'production', isDefault: false } as const
    const schema = (secrets: readonly (readonly [string, unknown])[]) =>
      ({ environments: new Map([['production', production]]), secrets: new Map(secrets) }) as never
    const some = [
      declare('A', ['production'], []),
      declare('B', [], ['production']),
      declare('C', ['dev'], ['dev']),
    ]
    expect(admitEnvironment(schema(some), production).map(({ name }) => name)).toEqual(['A', 'B'])
    expect(admitEnvironment(schema(some.slice(2)), production).map(({ name }) => name)).toEqual(['C'])
    expect(admitEnvironment(schema(some.slice(1)), production).map(({ name }) => name)).toEqual(['B'])
    const refusedOf = (...names: string[]) =>
      admitEnvironment(schema(some), production, names).map(({ name }) => name)
    expect(refusedOf('C')).toEqual(['C'])
    expect(refusedOf('A', 'C')).toEqual(['A', 'C'])
    expect(refusedOf('NOPE')).toEqual(['A', 'B'])
    expect(refusedOf()).toEqual(['A', 'B'])
    expect(admitEnvironment(schema(some), { ...production, name: 'dev', class: 'development' })).toEqual([])
  })

  test('guard leaves out secrets of stores that nobody is signed in to, without a refusal', () => {
    const { passed } = admit(planOf(ordinary), settingsOf(ordinary))
    for (const signIn of [undefined, { status: 'signed-out' }, { status: 'failed' }]) {
      const map = new Map(signIn ? [['team', signIn]] : []) as never
      const { passed: guarded, refusals } = guard(passed, map, settingsOf(ordinary))
      expect(guarded.secrets).toEqual([])
      expect(refusals).toEqual([])
    }
  })

  test('guard fills in {developer} as the store writes it, everywhere in the reference', () => {
    const evidence = readTruthTable().find(({ id }) => id === '2-gcp')!.evidence
    const plan = planOf({
      ...evidence,
      reference: { path: 'shop/{developer}-db', field: '{developer}', version: '7' },
    })
    const { passed } = admit(plan, settingsOf(evidence))
    const [secret] = guard(passed, signInsOf(evidence), settingsOf(evidence)).passed.secrets
    expect(secret?.reference).toEqual({ path: 'shop/live--olsen-db', field: 'live--olsen', version: '7' })
    expect(secret?.location).toEqual({ container: { project: 'acme-dev' }, path: 'shop/live--olsen-db' })
  })

  test('guard refuses where a store leads elsewhere once {developer} is filled in', () => {
    const plan = planOf(ordinary, ({ path }) => ({
      container: {},
      path: path.includes('{developer}') ? path : 'shop/dev/elsewhere',
    }))
    const { passed } = admit(plan, settingsOf(ordinary))
    const { refusals } = guard(passed, signInsOf(ordinary), settingsOf(ordinary))
    expect(refusals).toMatchObject([{ lock: 'location', kind: 'not-development' }])
  })

  test('both the reference and the place it leads to must be plain', () => {
    for (const located of [{ path: 'shop/dev/../x' }, { path: 'shop/dev/%2e' }]) {
      const plan = planOf(ordinary, () => ({ container: {}, ...located }))
      expect(admit(plan, settingsOf(ordinary)).refusals).toMatchObject([{ lock: 'location' }])
      const other = planOf({ ...ordinary, reference: located }, () => ({ container: {}, path: 'shop/dev/x' }))
      expect(admit(other, settingsOf(ordinary)).refusals).toMatchObject([{ lock: 'location' }])
    }
  })

  test('release knows the secrets of its own plan only, and leaves out what is not found', () => {
    const { passed } = admit(planOf(ordinary), settingsOf(ordinary))
    const { passed: guarded } = guard(passed, signInsOf(ordinary), settingsOf(ordinary))
    const [secret] = guarded.secrets
    const found = { status: 'found', value: SecretValue.seal('canary'), tags: { environment: 'dev' } }
    const released = (lookups: unknown) => [...release(guarded, lookups as never).passed.keys()]
    expect(released([{ secret, lookup: found }])).toEqual(['DATABASE_URL'])
    expect(released([{ secret: { ...secret }, lookup: found }])).toEqual([])
    expect(
      released([
        { secret, lookup: { status: 'absent' } },
        { secret, lookup: { status: 'failed' } },
      ]),
    ).toEqual([])
  })
})
