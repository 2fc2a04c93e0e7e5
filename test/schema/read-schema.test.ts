import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../src/schema/limits.ts'
import { problemsOf, readText, schemaAt, schemaWith } from './read.ts'

describe('a schema that is right', () => {
  test('has no problems', async () => {
    expect(await problemsOf(schemaAt('personal:database#url'))).toEqual([])
    expect(await problemsOf(schemaAt({ store: 'personal', path: 'a/{developer}/b', field: 'url' }))).toEqual(
      [],
    )
  })
})

describe('text that is no schema', () => {
  test.each([
    ['a syntax error', '{"version": 1,\n  "project" "shop"}', '2:13 schema/parse'],
    ['a comma too many', '{"version": 1,}', '1:15 schema/parse'],
    ['a comment', '{\n// no\n}', '2:1 schema/parse'],
    ['nothing', '', '1:1 schema/parse'],
    ['a name that stands twice', '{"version": 1,\n "version": 1}', '2:2 schema/parse'],
    ['a name that stands twice, written differently', '{"a": 1, "\\u0061": 1}', '1:10 schema/parse'],
    ['a byte order mark', '\uFEFF{}', '1:1 schema/parse'],
    ['a list', '[]', '1:1 schema/parse'],
    ['nesting', `${'['.repeat(33)}${']'.repeat(33)}`, '1:1 schema/parse'],
    ['a long string', JSON.stringify({ project: 'a'.repeat(LIMITS.stringBytes + 1) }), '1:1 schema/parse'],
    ['a long string of few characters', JSON.stringify({ p: '€'.repeat(1400) }), '1:1 schema/parse'],
  ])('%s', async (_, text, problem) => {
    expect(await problemsOf(text)).toEqual([problem])
  })

  test('brackets in a string are no nesting, wherever the string ends', async () => {
    const open = '['.repeat(33)
    for (const purpose of [open, `"${open}`, `\\"${open}`, '\\', `"\\\\`]) {
      const declared = { API_KEY: { purpose, locations: { dev: 'personal:a' } } }
      const { schema } = await readText(schemaWith(declared))
      expect([...schema!.secrets.values()]).toMatchObject([{ purpose }])
    }
    const nested = `{"a": ${JSON.stringify('\\')}, "b": ${open}${']'.repeat(33)}}`
    expect(await problemsOf(nested)).toEqual(['1:1 schema/parse'])
  })

  test('bytes that are no text', async () => {
    expect(await problemsOf(Buffer.from([0x7b, 0xff, 0x7d]))).toEqual(['1:1 schema/parse'])
  })

  test('more than the limit', async () => {
    expect(await problemsOf(Buffer.alloc(LIMITS.fileBytes + 1, 0x20))).toEqual(['1:1 schema/parse'])
  })

  test('any text at all neither throws nor repeats itself', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.json().map(breakText)),
        async (text) => {
          expect(Array.isArray(await problemsOf(text))).toBe(true)
        },
      ),
    )
  })
})

describe('every problem at once, each at its place', () => {
  test('names, members, environments, stores and locations', async () => {
    const text = `{
  "version": 1,
  "project": "shop",
  "environments": { "dev": { "class": "development", "defualt": true } },
  "stores": { "personal": { "type": "local" }, "team": { "type": "nosuch" } },
  "secrets": {
    "NODE_OPTIONS": { "locations": { "dev": "personal:a" } },
    "lower": { "locations": { "dev": "personal:a b" } },
    "API_KEY": { "value": "x", "locations": { "prod": "personal:../a", "dev": "nosuch:a" } }
  }
}`
    expect(await problemsOf(text)).toEqual([
      '4:54 schema/unknown-key',
      '5:66 store/unknown',
      '9:18 schema/value-field',
      '7:5 name/dangerous',
      '8:5 name/case',
      '8:38 location/syntax',
      '9:47 env/unknown',
      '9:55 location/traversal',
      '9:79 store/unknown',
    ])
  })

  test.each([
    ['schema/version', schemaWith({}, { version: 2 })],
    [
      'schema/proto-key',
      '{"version":1,"project":"p","environments":{"dev":{"class":"development"}},"secrets":{"__proto__":{"locations":{}}}}',
    ],
    ['schema/unsafe-text', schemaWith({ API_KEY: { purpose: 'a\u202eb', locations: {} } })],
    ['schema/unsafe-text', schemaWith({ API_KEY: { purpose: 'e\u0301', locations: {} } })],
    [
      'schema/value-in-text',
      schemaWith({ API_KEY: { purpose: `uses ghp_${'a1B2'.repeat(9)}`, locations: {} } }),
    ],
    ['schema/value-in-text', schemaWith({ API_KEY: { access: 'postgres://u:hunter22@h/d', locations: {} } })],
    ['name/case-collision', schemaWith({ API_KEY: { locations: {} }, api_key: { locations: {} } })],
    ['name/dangerous', schemaWith({ VAULT_TOKEN: { locations: {} } }, { stores: { v: { type: 'vault' } } })],
    [
      'store/insecure',
      schemaWith({}, { stores: { personal: { type: 'local', address: 'http://a.example' } } }),
    ],
    [
      'store/insecure',
      schemaWith({}, { stores: { personal: { type: 'local', address: 'https://u:p@a.example' } } }),
    ],
    [
      'location/syntax',
      schemaWith({}, { stores: { personal: { type: 'local', devScope: { path: ['shop/dev'] } } } }),
    ],
    [
      'schema/parse',
      schemaWith(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`A${i}`, { locations: {} }]))),
    ],
  ])('%s', async (rule, text) => {
    expect((await problemsOf(text)).map((problem) => problem.split(' ')[1])).toContain(rule)
  })

  test.each([
    ['personal:a/../b', 'location/traversal'],
    ['personal:a/%2e%2e/b', 'location/traversal'],
    ['personal:/a', 'location/traversal'],
    ['personal:a//b', 'location/traversal'],
    ['personal:a\\b', 'location/traversal'],
    ['personal:https://evil.example/a', 'location/endpoint-inline'],
    ['personal:arn:aws:secretsmanager:eu-west-1:1:secret:a', 'location/endpoint-inline'],
    ['personal:host.example:8200/a', 'location/endpoint-inline'],
    ['personal:a/*', 'location/wildcard'],
    ['personal:a/', 'location/wildcard'],
    ['personal:a/{user}', 'location/template-unknown'],
    ['personal:', 'location/syntax'],
    ['personal:a#', 'location/syntax'],
    ['personal:a#b#c', 'location/syntax'],
    ['personal:a b', 'location/syntax'],
    ['personal', 'location/syntax'],
    ['Personal:a', 'location/syntax'],
  ])('the location %s', async (location, rule) => {
    expect((await problemsOf(schemaAt(location))).map((problem) => problem.split(' ')[1])).toEqual([rule])
  })

  test('a name that the user allows is no problem', async () => {
    const text = schemaWith({ NODE_OPTIONS: { locations: { dev: 'personal:a' } } })
    expect(await problemsOf(text, { allowedNames: new Set(['NODE_OPTIONS']) })).toEqual([])
  })
})

function breakText(text: string): string {
  return text.slice(0, Math.floor(text.length / 2))
}
