import { buildSchema } from './build-schema.ts'
import { checkLocations } from './checks/locations.ts'
import { checkNames } from './checks/names.ts'
import { checkStores } from './checks/stores.ts'
import { checkText } from './checks/text.ts'
import { conforms } from './conforms.ts'
import type { SchemaPlace } from './find-schema.ts'
import format from './generated/format.js'
import { isObject, type JsonObject } from './json.ts'
import { LIMITS } from './limits.ts'
import { parseDocument } from './parse-document.ts'
import type { ReadingFacts } from './read-schema.ts'
import type { SchemaProblem, SecretSchema } from './types.ts'

/** The schema, or everything that is wrong with it; both only where `problems` are none. */
export interface SchemaReading {
  /** Absent where the bytes are no text. */
  text?: string
  /** The JSON, where it parses to an object, however wrong its content; null-prototype. */
  document?: JsonObject
  schema?: SecretSchema
  problems: readonly SchemaProblem[]
}

/** Everything that is wrong with a schema, for `lint`; never throws for what the bytes hold. */
export async function inspectSchema(
  place: SchemaPlace,
  bytes: Buffer,
  facts: ReadingFacts,
): Promise<SchemaReading> {
  const { text, document, problems } = await parseDocument(bytes)
  if (document === undefined || text === undefined) {
    return text === undefined ? { problems } : { text, problems }
  }
  if (!isObject(document)) {
    return {
      text,
      problems: [{ rule: 'schema/parse', message: 'The schema is no JSON object.', pointer: '' }],
    }
  }
  const found = [...(await validate(document)), ...checkText(document), ...checkContent(document, facts)]
  return found.length > 0
    ? { text, document, problems: found }
    : { text, document, problems: [], schema: buildSchema(place, text, document) }
}

/** The usual document is right: what says where one is wrong is loaded when one is. */
async function validate(document: JsonObject): Promise<readonly SchemaProblem[]> {
  if (conforms(document, format)) {
    return []
  }
  const { validateDocument } = await import('./validate-document.ts')
  return validateDocument(document)
}

function* checkContent(document: JsonObject, facts: ReadingFacts): Iterable<SchemaProblem> {
  const names = Object.keys(isObject(document.secrets) ? document.secrets : {})
  if (names.length > LIMITS.secrets) {
    yield {
      rule: 'schema/parse',
      message: `The schema declares more than ${LIMITS.secrets} secrets.`,
      pointer: '/secrets',
    }
  }
  const stores = isObject(document.stores) ? document.stores : {}
  const variables = Object.values(stores).flatMap((store) =>
    isObject(store) && typeof store.type === 'string' && store.productionOnly !== true
      ? (facts.credentialVariables.get(store.type) ?? [])
      : [],
  )
  yield* checkNames(names, { allowed: facts.allowedNames, credentialVariables: new Set(variables) })
  yield* checkStores(stores)
  yield* checkLocations(document)
}
