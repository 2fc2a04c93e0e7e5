import { AppError } from '../errors/app-error.ts'
import { isSecretName } from '../secret/secret-name.ts'
import { buildSchema } from './build-schema.ts'
import { checkLocations } from './checks/locations.ts'
import { checkNames } from './checks/names.ts'
import { checkStores } from './checks/stores.ts'
import { checkText } from './checks/text.ts'
import type { SchemaPlace } from './find-schema.ts'
import accepts from './generated/accepts.js'
import { LIMITS } from './limits.ts'
import { isObject, type JsonObject, parseDocument } from './parse-document.ts'
import { readOwnBytes } from './schema-file.ts'
import { isShowable } from './shown-name.ts'
import type { SchemaProblem, SecretSchema } from './types.ts'

/** What reading needs to know from elsewhere. */
export interface ReadingFacts {
  /** Dangerous names, in capitals, that the user's own settings allow. */
  allowedNames: ReadonlySet<string>
  /** By store type, the variables from which it can sign in. */
  credentialVariables: ReadonlyMap<string, readonly string[]>
}

/** The schema, or everything that is wrong with it; both only where `problems` are none. */
export interface SchemaReading {
  /** Absent where the bytes are no text. */
  text?: string
  /** The JSON, where it parses to an object, however wrong its content; null-prototype. */
  document?: JsonObject
  schema?: SecretSchema
  problems: readonly SchemaProblem[]
}

/**
 * Reads the schema once; everything later is about the bytes read here. Throws SCHEMA_INVALID with every problem
 * and its position, SCHEMA_NOT_FOUND where there is no file.
 */
export async function readSchema(
  place: SchemaPlace,
  uid: number | undefined,
  facts: ReadingFacts,
): Promise<SecretSchema> {
  const reading = await inspectSchema(place, await readOwnBytes(place, uid), facts)
  if (reading.schema === undefined) {
    throw await describeProblems(place, reading)
  }
  return reading.schema
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
  if (accepts(document)) {
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

async function describeProblems(place: SchemaPlace, reading: SchemaReading): Promise<AppError> {
  const { createPositionFinder } = await import('./positions.ts')
  const find = createPositionFinder(reading.text ?? '')
  const lines = reading.problems.map((problem) => {
    const { line, column } = problem.position ?? find(problem.pointer, problem.atName)
    return `${place.file}:${line}:${column} ${problem.message}${problem.hint ? ` ${problem.hint}` : ''} (${problem.rule})`
  })
  const count = lines.length === 1 ? 'a problem' : `${lines.length} problems`
  return new AppError('SCHEMA_INVALID', `The schema has ${count}.`, {
    problems: lines,
    secrets: [...new Set(reading.problems.flatMap((problem) => secretOf(problem.pointer)))],
    suggestions: ['sotto lint'],
  })
}

function secretOf(pointer: string): readonly string[] {
  const name = /^\/secrets\/([^/]+)/.exec(pointer)?.[1]
  return name !== undefined && isSecretName(name) && isShowable(name) ? [name] : []
}
