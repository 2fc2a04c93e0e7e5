import { inspect } from 'node:util'
import { expect } from 'vitest'
import type { JsonSchema } from '../../../src/schema/json-schema.ts'
import { type ContractCase, open } from './case.ts'

const MALFORMED = [
  '',
  '#',
  '#field',
  'a#',
  'a#b#c',
  '../a',
  'a/../b',
  'a//b',
  'a%2f..',
  'a\0b',
  'a\nb',
  'a/*',
]

/** What a type says of itself, before anything is opened or asked. */
export const declarationCases: readonly ContractCase[] = [
  {
    name: 'describes itself and every option',
    async run({ type }) {
      expect(type.title).toMatch(/\S/)
      expect(type.options.type).toBe('object')
      expect(type.options.additionalProperties).toBe(false)
      for (const [name, option] of Object.entries({ ...type.options.properties, ...type.devScope })) {
        expect((option as JsonSchema).description, name).toMatch(/\S{3}/)
      }
      for (const variable of type.credentialVariables) expect(variable).toMatch(/^[A-Z][A-Z0-9_]*$/)
    },
  },
  {
    name: 'a personal store needs no proof of scope, a shared one can give it',
    async run({ type }) {
      if (type.reach === 'personal') expect(type.devScope).toEqual({})
      else expect(Object.keys(type.devScope)).not.toEqual([])
      if (type.tagScope !== undefined) expect(Object.keys(type.devScope)).toContain(type.tagScope)
    },
  },
  {
    name: 'has the roles that it declares and no others',
    async run({ type, world }) {
      const store = await open(type, await world.bench())
      for (const [capability, role] of [
        ['login', store.login],
        ['metadata', store.metadata],
        ['write', store.writer],
        ['leases', store.leases],
      ] as const) {
        expect(role !== undefined, capability).toBe(type.capabilities.has(capability))
      }
    },
  },
  {
    name: 'references round-trip',
    async run({ type, world }) {
      const bench = await world.bench()
      for (const label of ['a', 'session-key', 'database-2']) {
        const text = bench.location(label)
        expect(type.formatReference(type.parseReference(text))).toBe(text)
      }
    },
  },
  {
    name: 'refuses malformed references without repeating them',
    async run({ type }) {
      for (const text of MALFORMED) {
        expect(() => type.parseReference(text), JSON.stringify(text)).toThrow(
          expect.objectContaining({ code: 'SCHEMA_INVALID' }),
        )
      }
      expect(messageOf(() => type.parseReference('canary-3f8e1b/../x'))).not.toContain('canary')
    },
  },
  {
    name: 'takes a field only where values have fields',
    async run({ type, world }) {
      const { path } = type.parseReference((await world.bench()).location('a'))
      if (type.capabilities.has('fields')) {
        expect(type.parseReference(`${path}#url`)).toEqual({ path, field: 'url' })
      } else {
        expect(() => type.parseReference(`${path}#url`)).toThrow(
          expect.objectContaining({ code: 'SCHEMA_INVALID' }),
        )
      }
    },
  },
  {
    name: 'refuses unknown options without repeating their content',
    async run({ type, world }) {
      const { options } = await world.bench()
      expect(() => type.parseOptions({ ...options, canaryOption: 'canary-5d10a7' })).toThrow(
        expect.objectContaining({ code: 'STORE_MISCONFIGURED' }),
      )
      expect(messageOf(() => type.parseOptions({ ...options, canaryOption: 'canary-5d10a7' }))).not.toContain(
        'canary-5d10a7',
      )
      expect(() => type.parseOptions(null)).toThrow(expect.objectContaining({ code: 'STORE_MISCONFIGURED' }))
    },
  },
  {
    name: 'locates a reference without opening anything',
    async run({ type, world }) {
      const bench = await world.bench()
      const reference = type.parseReference(bench.location('a'))
      const options = type.parseOptions(bench.options)
      const location = type.locate(reference, options)
      expect(location).toEqual(type.locate(reference, options))
      expect(location.path).toContain(reference.path)
      if (type.reach === 'personal') expect(location.container).toEqual({})
      for (const part of Object.values(location.container)) expect(part).toMatch(/\S/)
    },
  },
  {
    name: 'shows no credential in what it says of itself',
    async run({ type, world }) {
      const bench = await world.bench()
      const store = await open(type, bench)
      const identity = await store.whoami(bench.context)
      const reference = type.parseReference(bench.location('a'))
      const lookups = await store.fetch([reference], bench.context)
      const location = type.locate(reference, type.parseOptions(bench.options))
      const told = [store, identity, lookups, location].map(
        (thing) => inspect(thing, { depth: null, showHidden: true }) + JSON.stringify(thing),
      )
      for (const credential of bench.credentials) expect(told.join('\n')).not.toContain(credential)
    },
  },
]

function messageOf(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    return inspect(error)
  }
  throw new Error('expected a refusal')
}
