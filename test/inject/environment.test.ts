import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../src/errors/app-error.ts'
import { buildEnvironment, type EnvironmentInput } from '../../src/inject/environment.ts'
import type { ReleasedValues } from '../../src/secret/released-values.ts'
import type { SecretName } from '../../src/secret/secret-name.ts'
import { SecretValue } from '../../src/secret/secret-value.ts'

const CANARY = 'canary-environment-5b1c'

function released(values: Record<string, string | Uint8Array>): ReleasedValues {
  const sealed = Object.entries(values).map(([name, value]) => [name, SecretValue.seal(value)] as const)
  return new Map(sealed) as unknown as ReleasedValues
}

function names(...texts: string[]): SecretName[] {
  return texts as SecretName[]
}

function input(overrides: Partial<EnvironmentInput>): EnvironmentInput {
  return {
    caller: {},
    released: released({}),
    declared: [],
    preserve: new Set(),
    removed: new Set(),
    pristine: false,
    argv: ['true'],
    platform: 'linux',
    ...overrides,
  }
}

function failure(overrides: Partial<EnvironmentInput>): AppError {
  try {
    buildEnvironment(input(overrides))
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

test('a declared name wins over an inherited one, and everything else is the caller’s', () => {
  const environment = buildEnvironment(
    input({
      caller: { PATH: '/bin', TOKEN: 'stale' },
      released: released({ TOKEN: 'fresh' }),
      declared: names('TOKEN'),
    }),
  )
  expect({ ...environment }).toEqual({ PATH: '/bin', TOKEN: 'fresh' })
})

test('a declared name that is not injected is unset', () => {
  const environment = buildEnvironment(
    input({ caller: { TOKEN: 'stale', A: '1' }, declared: names('TOKEN') }),
  )
  expect({ ...environment }).toEqual({ A: '1' })
})

test('a preserved name keeps its inherited value, and gets the released one where it has none', () => {
  const values = released({ TOKEN: 'fresh', OTHER: 'fresh' })
  const environment = buildEnvironment(
    input({
      caller: { TOKEN: 'inherited' },
      released: values,
      declared: names('TOKEN', 'OTHER'),
      preserve: new Set(['TOKEN', 'OTHER']),
    }),
  )
  expect({ ...environment }).toEqual({ TOKEN: 'inherited', OTHER: 'fresh' })
})

test('what a store signed in with is removed, even where it is preserved; a released value of that name stays', () => {
  const environment = buildEnvironment(
    input({
      caller: { VAULT_TOKEN: 'credential', AWS_SESSION_TOKEN: 'credential' },
      released: released({ AWS_SESSION_TOKEN: 'minted' }),
      declared: names('AWS_SESSION_TOKEN'),
      preserve: new Set(['VAULT_TOKEN']),
      removed: new Set(['VAULT_TOKEN', 'AWS_SESSION_TOKEN']),
    }),
  )
  expect({ ...environment }).toEqual({ AWS_SESSION_TOKEN: 'minted' })
})

test('pristine keeps the short list, the secrets and what is preserved', () => {
  const environment = buildEnvironment(
    input({
      caller: {
        PATH: '/bin',
        HOME: '/h',
        LC_TIME: 'C',
        EDITOR: 'vi',
        npm_config_x: '1',
        KEEP: 'k',
        XPATH: 'x',
      },
      released: released({ TOKEN: 'fresh' }),
      declared: names('TOKEN'),
      preserve: new Set(['KEEP']),
      pristine: true,
    }),
  )
  expect({ ...environment }).toEqual({ PATH: '/bin', HOME: '/h', LC_TIME: 'C', KEEP: 'k', TOKEN: 'fresh' })
})

test('Windows names are one regardless of case', () => {
  const environment = buildEnvironment(
    input({
      platform: 'win32',
      caller: { Path: 'C:\\', Token: 'stale', SystemRoot: 'C:\\Windows', Editor: 'x' },
      released: released({ TOKEN: 'fresh' }),
      declared: names('TOKEN'),
      pristine: true,
    }),
  )
  expect({ ...environment }).toEqual({ Path: 'C:\\', SystemRoot: 'C:\\Windows', TOKEN: 'fresh' })
})

test('nothing is inherited from a polluted prototype', () => {
  const environment = buildEnvironment(input({ caller: { A: '1' } }))
  expect(Object.getPrototypeOf(environment)).toBe(null)
})

test('a NUL byte or bytes that are no text are refused by name', () => {
  const error = failure({
    released: released({ A_NUL: `${CANARY}\0`, B_BYTES: Buffer.from([0xff, 0xfe]), OK: 'x' }),
  })
  expect(error.code).toBe('SECRET_INVALID')
  expect(error.secrets).toEqual(['A_NUL', 'B_BYTES'])
  expect(JSON.stringify(error)).not.toContain(CANARY)
})

test('a variable may be exactly as large as the system allows, and no larger', () => {
  const fits = 131_072 - 'TOKEN='.length - 1
  expect(buildEnvironment(input({ released: released({ TOKEN: 'x'.repeat(fits) }) })).TOKEN).toHaveLength(
    fits,
  )
  const error = failure({ released: released({ TOKEN: 'x'.repeat(fits + 1) }) })
  expect(error.code).toBe('SECRET_INVALID')
  expect(error.problems).toEqual(['TOKEN takes 131073 bytes'])
})

test('the environment and the arguments share one limit, and the largest variables are named', () => {
  const value = `${CANARY}${'x'.repeat(120_000)}`
  const values = released(
    Object.fromEntries(Array.from({ length: 52 }, (_, index) => [`BIG_${index}`, value])),
  )
  expect(() => buildEnvironment(input({ released: values }))).not.toThrow()
  const error = failure({ released: values, argv: ['echo', 'y'.repeat(100_000)] })
  expect(error.code).toBe('SECRET_INVALID')
  expect(error.secrets).toHaveLength(5)
  expect(error.message).toMatch(/\d{7} bytes/)
  expect(JSON.stringify([error, error.message])).not.toContain(CANARY)
})

test('whatever goes in, each variable of the result is released or the caller’s own and neither stale nor removed', () => {
  const name: fc.Arbitrary<string> = fc.constantFrom('A', 'B', 'C', 'D', 'PATH', '__proto__', 'LC_ALL')
  const record = fc.dictionary(
    name,
    fc.string().filter((text) => !text.includes('\0')),
  )
  const some = fc.uniqueArray(name)
  fc.assert(
    fc.property(
      record,
      record,
      some,
      some,
      some,
      fc.boolean(),
      (caller, values, declared, preserve, removed, pristine) => {
        const environment = buildEnvironment(
          input({
            caller,
            released: released(values),
            declared: names(...declared, ...Object.keys(values)),
            preserve: new Set(preserve),
            removed: new Set(removed),
            pristine,
          }),
        )
        for (const [key, value] of Object.entries(environment)) {
          const inherited = Object.hasOwn(caller, key) && !removed.includes(key)
          const fromCaller = inherited && preserve.includes(key)
          const stale = declared.includes(key) || Object.hasOwn(values, key)
          if (fromCaller || !stale) expect(inherited && value === caller[key]).toBe(true)
          else expect(value).toBe(values[key])
        }
        for (const key of Object.keys(values)) expect(key in environment).toBe(true)
      },
    ),
  )
})
