import fc from 'fast-check'
import { isDangerousName } from '../../src/schema/dangerous-names.ts'
import { inspectSchema, type SchemaReading } from '../../src/schema/inspect-schema.ts'
import { isSecretName } from '../../src/secret/secret-name.ts'
import { subjectOf } from '../../src/trust/subject.ts'
import { schema } from './attacks/attack.ts'

/** Stands for a value that somebody misplaced; no message may hold its heart. */
const HEART = 'Zq3v9Kx7Wm2T'
const CANARY = `canary-${HEART}-canary`

const PLACE = { file: '/r/secrets.schema.json', root: '/r' }
const FACTS = { allowedNames: new Set<string>(), credentialVariables: new Map([['vault', ['VAULT_TOKEN']]]) }

const ORDINARY = [
  JSON.stringify(schema(), null, 2),
  JSON.stringify(schema({ lint: { rules: { 'name/vague': 'off' }, suppress: [] } })),
  JSON.stringify({
    version: 1,
    project: 'shop',
    environments: { dev: { class: 'development' } },
    secrets: {
      API_KEY: {
        locations: { dev: { store: 'personal', path: 'a/{developer}', field: 'b', version: '1' } },
        kind: 'personal',
      },
    },
    stores: { personal: { type: 'local' } },
  }),
]

/** What a hostile hand would put into the middle of a file. */
const FRAGMENTS = [
  `"${CANARY}"`,
  CANARY,
  '"__proto__":{}',
  '"constructor":1,',
  '"value":',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '\\u0000',
  '\\ud800',
  '\u0000',
  '\u202e',
  '\ufeff',
  '\u001b[2J',
  '1e999',
  '-0',
  'null',
  '//',
  '/*',
  '../',
  '%2e',
  '*',
  '{developer}',
  '{x}',
  '"NODE_OPTIONS":{"locations":{}}',
  '"class":"development"',
  '"type":"local"',
  ':#',
  '[[[[[[[[[[',
  '{"a":'.repeat(20),
  'é',
  'e\u0301',
]

const fragment = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...FRAGMENTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.nat(99).map((times) => CANARY.repeat(times)) },
)
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat(12),
  insert: fragment,
})

const mutated = fc
  .tuple(fc.constantFrom(...ORDINARY), fc.array(edit, { minLength: 1, maxLength: 6 }))
  .map(([text, edits]) => Buffer.from(edits.reduce(apply, text)))

const MEMBERS = [
  'version',
  'project',
  'environments',
  'stores',
  'secrets',
  'lint',
  'dev',
  'class',
  'type',
  'devScope',
  'path',
  'tags',
  'locations',
  'requiredIn',
  'breakGlass',
  'API_KEY',
  'team',
  'store',
  'field',
  'generate',
  'rules',
  'suppress',
  '__proto__',
  'x y',
]
const LEAVES = [
  1,
  'development',
  'production',
  'aws-secrets-manager',
  'team:a/b#c',
  CANARY,
  'shop',
  'dev',
  null,
  true,
  '',
  'é\u202e',
]

const { document: shaped } = fc.letrec((tie) => ({
  document: fc.dictionary(fc.constantFrom(...MEMBERS), tie('node'), { maxKeys: 6, noNullPrototype: true }),
  node: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.constantFrom(...LEAVES),
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie('node'), { maxLength: 4 }),
    tie('document'),
  ),
}))

/** Bytes that may be anything: a changed schema, JSON in its shape, any JSON, or noise. */
export const hostileBytes: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 6, arbitrary: mutated },
  { weight: 3, arbitrary: shaped.map((value) => Buffer.from(JSON.stringify(value))) },
  { weight: 1, arbitrary: fc.json().map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
)

/** Reads `bytes` and throws where the answer breaks a promise: exactly one of schema and problems, and no value told. */
export async function readHostile(bytes: Buffer): Promise<void> {
  const reading = await inspectSchema(PLACE, bytes, FACTS)
  if ((reading.schema === undefined) === (reading.problems.length === 0)) {
    throw new Error('neither a schema nor a problem, or both')
  }
  const told = reading.problems.map(({ message, hint = '' }) => `${message}\n${hint}`).join('\n')
  if (told.includes(HEART) && !namesOf(reading.document).some((name) => name.includes(HEART)))
    throw new Error('a message tells a value')
  if (/[^\n\P{Cc}]/u.test(told)) throw new Error('a message holds a control character')
  checkSchema(reading)
}

/** Names may be told, as long as they look like names. */
function namesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => [name, ...namesOf(member)])
}

function apply(text: string, { at, remove, insert }: { at: number; remove: number; insert: string }): string {
  const start = Math.floor(at * text.length)
  return text.slice(0, start) + insert + text.slice(start + remove)
}

function checkSchema({ schema: read }: SchemaReading): void {
  if (read === undefined) return
  for (const [name, { locations }] of read.secrets) {
    if (!isSecretName(name) || isDangerousName(name)) throw new Error('a name that no schema may declare')
    for (const [environment, { store }] of locations) {
      if (!read.environments.has(environment) || !read.stores.has(store))
        throw new Error('a location that leads nowhere')
    }
  }
  for (const environment of read.environments.values()) {
    if (!['development', 'production'].includes(environment.class))
      throw new Error('a class that nobody knows')
  }
  if (!/^[0-9a-f]{64}$/.test(subjectOf(read).hash)) throw new Error('no hash')
}
