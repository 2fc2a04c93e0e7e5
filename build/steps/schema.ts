import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { composeSchema } from '../../src/schema/document/compose.ts'
import { STORE_TYPES } from '../../src/stores/registry.ts'
import { writeSchemaPage } from './schema-page.ts'
import { writeWhenChanged } from './write-when-changed.ts'

const PUBLISHED = new URL('../../secrets.schema.v1.json', import.meta.url)
const PAGE = new URL('../../docs/schema.md', import.meta.url)
const GENERATED = new URL('../../src/schema/generated/', import.meta.url)

/** Writes the published JSON Schema, its page for people and, from it, a validator that needs no compiler at run time. */
export async function generateSchema(): Promise<void> {
  const document = composeSchema([...STORE_TYPES.values()])
  await writeWhenChanged(PUBLISHED, `${JSON.stringify(document, null, 2)}\n`)
  await writeWhenChanged(PAGE, `${writeSchemaPage(document)}\n`)
  await writeWhenChanged(new URL('validate-schema.js', GENERATED), compile(document))
  await writeWhenChanged(
    new URL('format.js', GENERATED),
    `export default ${JSON.stringify(withoutWords(document))}\n`,
  )
  await writeWhenChanged(
    new URL('members.js', GENERATED),
    `export default ${JSON.stringify(Object.fromEntries(listMembers(document, '#')))}\n`,
  )
  await writeWhenChanged(
    new URL('members.d.ts', GENERATED),
    `declare const members: Readonly<Record<string, readonly string[]>>
export default members
`,
  )
  await writeWhenChanged(
    new URL('validate-schema.d.ts', GENERATED),
    `import type { ErrorObject } from 'ajv'
declare const validate: { (document: unknown): boolean; errors?: ErrorObject[] | null }
export default validate
`,
  )
  await writeWhenChanged(
    new URL('format.d.ts', GENERATED),
    `import type { JsonSchema } from '../json-schema.ts'
declare const format: JsonSchema
export default format
`,
  )
}

/** `unicode: false` measures lengths in UTF-16 units, which saves the validator its only run-time import. */
function compile(schema: object): string {
  const options = { allErrors: true, strict: false, unicode: false, logger: false }
  const ajv = new Ajv({ ...options, code: { source: true, esm: true } } as object)
  return (standalone as unknown as (ajv: Ajv, validate: unknown) => string)(ajv, ajv.compile(schema))
}

/** Descriptions and titles are for people. */
function withoutWords(part: unknown, isMap = false): unknown {
  if (Array.isArray(part)) return part.map((element) => withoutWords(element))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part)
      .filter(([keyword]) => isMap || !['$schema', 'title', 'description'].includes(keyword))
      .map(([keyword, value]) => [keyword, withoutWords(value, !isMap && keyword === 'properties')]),
  )
}

/** The names that every object of the format knows, by the object's own schema path, for "did you mean". */
function* listMembers(schema: unknown, path: string): Iterable<[string, string[]]> {
  if (typeof schema !== 'object' || schema === null) {
    return
  }
  for (const [keyword, part] of Object.entries(schema)) {
    if (keyword === 'properties') {
      yield [path, Object.keys(part)]
    }
    yield* listMembers(part, `${path}/${keyword}`)
  }
}
