import { inspectSchema, type SchemaReading } from '../../src/schema/inspect-schema.ts'
import { createPositionFinder } from '../../src/schema/positions.ts'
import type { ReadingFacts } from '../../src/schema/read-schema.ts'

const FACTS: ReadingFacts = {
  allowedNames: new Set(),
  credentialVariables: new Map([['vault', ['VAULT_TOKEN']]]),
}

/** What reading a schema's text comes to. */
export function readText(text: string | Buffer, facts: Partial<ReadingFacts> = {}): Promise<SchemaReading> {
  const place = { file: '/r/secrets.schema.json', root: '/r' }
  return inspectSchema(place, Buffer.from(text), { ...FACTS, ...facts })
}

/** Problems of a schema's text as `line:column rule`, in the order in which they are reported. */
export async function problemsOf(
  text: string | Buffer,
  facts: Partial<ReadingFacts> = {},
): Promise<string[]> {
  const reading = await readText(text, facts)
  const find = createPositionFinder(reading.text ?? '')
  return reading.problems.map(({ position, pointer, atName, rule }) => {
    const { line, column } = position ?? find(pointer, atName)
    return `${line}:${column} ${rule}`
  })
}

/** A valid schema with `secrets` as its secrets and `more` members at the top. */
export function schemaWith(secrets: unknown, more: Record<string, unknown> = {}): string {
  return JSON.stringify({
    version: 1,
    project: 'shop',
    environments: { dev: { class: 'development' } },
    stores: { personal: { type: 'local' } },
    secrets,
    ...more,
  })
}

/** The same with one secret that lives at `location`. */
export function schemaAt(location: unknown): string {
  return schemaWith({ API_KEY: { locations: { dev: location } } })
}
