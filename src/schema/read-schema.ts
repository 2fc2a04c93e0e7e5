import { hash } from 'node:crypto'
import { buildSchema } from './build-schema.ts'
import type { SchemaPlace } from './find-schema.ts'
import { readOwnBytes } from './schema-file.ts'
import type { SecretSchema } from './types.ts'

/** What reading needs to know from elsewhere. */
export interface ReadingFacts {
  /** Dangerous names, in capitals, that the user's own settings allow. */
  allowedNames: ReadonlySet<string>
  /** By store type, the variables from which it can sign in. */
  credentialVariables: ReadonlyMap<string, readonly string[]>
}

/** What earlier starts of the same build have found to be so. Forgets at any time; holds no text of a schema. */
export interface Memory {
  knows(name: string): boolean
  keep(name: string): void
}

/**
 * Reads the schema once; everything later is about the bytes read here. Bytes that have passed every check before,
 * by the same rules, are only parsed. Throws SCHEMA_INVALID with every problem and its position, SCHEMA_NOT_FOUND
 * where there is no file.
 *
 * @param memory absent: every check is made
 */
export async function readSchema(
  place: SchemaPlace,
  uid: number | undefined,
  facts: ReadingFacts,
  memory?: Memory,
): Promise<SecretSchema> {
  const bytes = await readOwnBytes(place, uid)
  const name = memory && `schema-${digestOf(bytes, facts)}`
  if (name !== undefined && memory?.knows(name)) {
    const text = bytes.toString('utf8')
    return buildSchema(place, text, JSON.parse(text))
  }
  const { inspectSchema } = await import('./inspect-schema.ts')
  const reading = await inspectSchema(place, bytes, facts)
  if (reading.schema === undefined) {
    const { describeProblems } = await import('./describe-problems.ts')
    throw describeProblems(place, reading)
  }
  if (name !== undefined) memory?.keep(name)
  return reading.schema
}

/** SHA-256 of all that decides whether a schema passes, but for the build. */
function digestOf(bytes: Buffer, { allowedNames, credentialVariables }: ReadingFacts): string {
  const facts = JSON.stringify([[...allowedNames].sort(), [...credentialVariables]])
  return hash('sha256', Buffer.concat([Buffer.from(`${facts}\n`), bytes]))
}
