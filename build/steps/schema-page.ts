import type { JsonSchema } from '../../src/schema/json-schema.ts'
import { SCHEMA_LIMITS_TEXT } from './schema-page-text.ts'

/** The user's page of the format: a row for every member, in the order of the format itself. */
export function writeSchemaPage(document: JsonSchema): string {
  const stores = document.properties?.stores?.additionalProperties as JsonSchema
  const types = (stores.allOf ?? []).map((rule) => rule.then ?? {})
  return [
    SCHEMA_LIMITS_TEXT,
    '## Members',
    table(
      rows(
        {
          ...document,
          properties: {
            ...document.properties,
            stores: { type: 'object', description: 'The stores that locations name; see below.' },
          },
        },
        '',
      ),
    ),
    '## Stores',
    'Every member of `stores` is one store, by a name of your choice; `type` decides what else it takes.',
    ...types.flatMap((type) => [
      `### ${type.properties?.type?.const}`,
      `${type.description}.`,
      table(rows(type, '')),
    ]),
  ].join('\n\n')
}

interface Row {
  path: string
  type: string
  description: string
  required: boolean
}

function* rows(schema: JsonSchema, prefix: string): Iterable<Row> {
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    const path = `${prefix}${name}`
    const required = schema.required?.includes(name) ?? false
    yield { path, type: typeOf(part), description: part.description ?? '', required }
    yield* rows(part, `${path}.`)
    yield* rows(part.then ?? {}, `${path}.`)
    yield* rows(part.items ?? {}, `${path}[].`)
    if (typeof part.additionalProperties === 'object') {
      yield* rows(part.additionalProperties, `${path}.*.`)
      yield* rows(part.additionalProperties.then ?? {}, `${path}.*.`)
    }
  }
}

function typeOf({ type, enum: choices, const: only, then: other, else: usual }: JsonSchema): string {
  if (choices !== undefined) {
    return choices.map((choice) => `\`${choice}\``).join(', ')
  }
  if (only !== undefined) {
    return `\`${only}\``
  }
  return type ?? [usual?.type, other?.type].filter(Boolean).join(' or ')
}

function table(all: Iterable<Row>): string {
  const lines = [...all].map(
    ({ path, type, description, required }) =>
      `| \`${path}\`${required ? ' (required)' : ''} | ${type} | ${description.replaceAll('|', '\\|')} |`,
  )
  return ['| Member | Type | Meaning |', '|---|---|---|', ...lines].join('\n')
}
