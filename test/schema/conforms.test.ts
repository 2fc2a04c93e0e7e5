import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conforms } from '../../src/schema/conforms.ts'
import format from '../../src/schema/generated/format.js'
import validate from '../../src/schema/generated/validate-schema.js'
import { type Json, withoutPrototype } from '../../src/schema/json.ts'
import type { JsonSchema } from '../../src/schema/json-schema.ts'
import { schemaAt, schemaWith } from './read.ts'

const read = (text: string) => withoutPrototype(JSON.parse(text))

const DECLARED = [
  'type',
  'class',
  'default',
  'locations',
  'dev',
  'requiredIn',
  'kind',
  'minLength',
  'rotation',
  'every',
  'generate',
  'bytes',
  'devScope',
  'path',
  'tags',
  'custom_metadata',
  'productionOnly',
  'constructor',
  '__proto__',
  'toString',
]

const VALUES = [
  'local',
  'vault',
  'development',
  'personal',
  '90d',
  '2026-01-01',
  'a',
  '',
  16,
  1.5,
  -1,
  true,
  null,
]

const SOUND = [
  readFileSync(join(import.meta.dirname, '../../secrets.schema.json'), 'utf8'),
  schemaAt({ store: 'personal', path: 'a', field: 'b', version: '1' }),
  schemaWith(
    {
      API_KEY: {
        locations: { dev: 'team:shop/dev/key' },
        requiredIn: ['dev'],
        kind: 'long-lived',
        format: 'url',
        minLength: 12,
        rotation: { every: '90d', procedure: 'docs/rotate.md' },
        generate: { bytes: 16, encoding: 'hex' },
        deprecated: { since: '2026-01-01', instead: 'OTHER' },
      },
    },
    {
      stores: {
        team: {
          type: 'vault',
          address: 'https://vault.example.com',
          mount: 'kv',
          devScope: { path: ['shop/dev/'], custom_metadata: { environment: ['dev', 'test'] } },
        },
        cloud: { type: 'aws-secrets-manager', region: 'eu-west-1', devScope: { account: '111122223333' } },
      },
      lint: {
        rules: { 'name/vague': 'info', 'meta/owner': { severity: 'off', reason: 'one team' } },
        suppress: [{ rule: '**', reason: 'later', until: '2026-01-01' }],
      },
    },
  ),
].map((text) => read(text))

/** A document with one value of it replaced, removed or joined by another member, wherever `at` leads. */
function change(value: Json, at: readonly number[], name: string, other: Json | undefined): Json {
  if (typeof value !== 'object' || value === null) return other ?? null
  const names = Object.keys(value)
  const [step = 0, ...rest] = at
  if (Array.isArray(value)) {
    return names.length === 0 || rest.length === 0
      ? [...value, other ?? value[0] ?? null]
      : value.map((item, index) => (index === step % names.length ? change(item, rest, name, other) : item))
  }
  const changed = Object.assign(Object.create(null), value)
  const chosen = names[step % Math.max(names.length, 1)]
  if (chosen !== undefined && rest.length > 0) changed[chosen] = change(changed[chosen], rest, name, other)
  else if (other === undefined && chosen !== undefined) delete changed[chosen]
  else changed[name] = other ?? null
  return changed
}

const changed = fc
  .tuple(
    fc.constantFrom(...SOUND),
    fc.array(
      fc.tuple(
        fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...DECLARED),
        fc.option(fc.oneof(fc.constantFrom<Json>(...VALUES), fc.jsonValue({ maxDepth: 2 }).map(bare)), {
          nil: undefined,
        }),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([document, changes]) =>
    changes.reduce((value, [at, name, other]) => change(value, at, name, other), document),
  )

function bare(value: unknown): Json {
  return withoutPrototype(value as Json)
}

describe('the format', () => {
  test.each(SOUND.map((document) => [document]))('takes a schema that is right', (document) => {
    expect([conforms(document, format), validate(document)]).toEqual([true, true])
  })

  test('takes what ajv takes, and nothing else', () => {
    const seen = new Set<boolean>()
    fc.assert(
      fc.property(changed, (document) => {
        const holds = validate(document)
        seen.add(holds)
        expect(conforms(document, format)).toBe(holds)
      }),
      { numRuns: 3000 },
    )
    expect(seen.size).toBe(2)
  })

  test('takes no member of every object for one of its own', () => {
    const names = ['constructor', 'toString', '__proto__']
    const documents = names.map((name) => read(`{"stores":{"a":{"type":"local","${name}":1}}}`))
    const { stores } = format.properties as { stores: typeof format }
    expect(documents.map((document) => conforms((document as { stores: Json }).stores, stores))).toEqual(
      names.map(() => false),
    )
  })
})

describe('each keyword says what ajv says', () => {
  const values = [
    0,
    1,
    2,
    3,
    1.5,
    true,
    null,
    '',
    'a',
    'ab',
    'abc',
    '😀',
    [],
    ['a'],
    ['a', 'a'],
    ['a', 'b', 1],
  ]
  const objects: readonly object[] = [
    {},
    { a: 1 },
    { b: 'b' },
    { a: 1, b: 2 },
    { a: 'a', c: 3 },
    { toString: 1 },
  ]
  const schemas: readonly JsonSchema[] = [
    ...['object', 'array', 'string', 'integer', 'boolean'].map((type) => ({ type })),
    { const: 1 },
    { enum: ['a', 1, true] },
    { pattern: '^.$' },
    { minLength: 2 },
    { maxLength: 2 },
    { minimum: 2 },
    { maximum: 2 },
    { items: { type: 'string' } },
    { minItems: 2 },
    { uniqueItems: true },
    { required: ['a'] },
    { required: ['toString'] },
    { properties: { a: { type: 'string' } } },
    { additionalProperties: false },
    { additionalProperties: { type: 'integer' } },
    { properties: { a: {} }, additionalProperties: false },
    { properties: { a: {} }, additionalProperties: { type: 'string' } },
    { propertyNames: { pattern: '^[ab]$' } },
    { minProperties: 2 },
    { allOf: [{ minimum: 2 }, { maximum: 2 }] },
    { if: { type: 'string' }, then: { minLength: 2 } },
    { if: { type: 'string' }, else: { minimum: 2 } },
    { if: { type: 'string' }, then: { minLength: 2 }, else: { type: 'array' } },
  ]
  const ajv = new Ajv({ strict: false, unicode: false })

  test.each(schemas)('%j', (schema) => {
    const validate = ajv.compile(schema)
    const documents = [...values, ...objects].map(bare)
    const accepted = documents.filter((value) => validate(value))
    expect(documents.filter((value) => conforms(value, schema))).toEqual(accepted)
  })

  test.each([{ contains: {} }, { type: 'nosuch' }, { enum: ['a'], oneOf: [{}] }])('but for %j', (schema) => {
    expect(conforms('a', schema)).toBe(false)
  })
})
