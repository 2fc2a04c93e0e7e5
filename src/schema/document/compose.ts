import type { JsonSchema } from '../json-schema.ts'
import { BASE, ENVIRONMENT, LINT } from './parts.ts'
import { SECRET } from './secret.ts'

/** What a store type contributes; `StoreType` satisfies it. */
export interface StoreDescription {
  type: string
  title: string
  reach: 'personal' | 'shared'
  options: JsonSchema
  devScope: Readonly<Record<string, JsonSchema>>
}

/**
 * The published JSON Schema of `secrets.schema.json`, made of the format's own parts and of what every store
 * type declares. Validation, editor completion and `docs/schema.md` are all generated from it.
 */
export function composeSchema(stores: readonly StoreDescription[]): JsonSchema & Record<string, unknown> {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'sotto secret schema',
    description:
      'Which secrets a repository needs, why, whose they are, where they live and how they rotate. Holds no value.',
    type: 'object',
    additionalProperties: false,
    required: ['version', 'project', 'environments', 'secrets'],
    properties: {
      ...BASE,
      environments: {
        type: 'object',
        description: 'The sets of locations that exist, by name.',
        minProperties: 1,
        propertyNames: { pattern: '^[a-z][a-z0-9-]{0,62}$' },
        additionalProperties: ENVIRONMENT,
      },
      stores: {
        type: 'object',
        description: 'The stores that locations name.',
        propertyNames: { pattern: '^[a-z][a-z0-9-]{0,62}$' },
        additionalProperties: describeStores(stores),
      },
      secrets: {
        type: 'object',
        description: 'The secrets, by the environment variable that each becomes.',
        additionalProperties: SECRET,
      },
      lint: LINT,
    },
  }
}

function describeStores(stores: readonly StoreDescription[]): JsonSchema {
  if (stores.length === 0) {
    return { type: 'object' }
  }
  return {
    type: 'object',
    required: ['type'],
    properties: { type: { description: 'The kind of store.', enum: stores.map((store) => store.type) } },
    allOf: stores.map((store) => ({
      if: { properties: { type: { const: store.type } }, required: ['type'] },
      then: describeStore(store),
    })),
  }
}

function describeStore(store: StoreDescription): JsonSchema {
  return {
    type: 'object',
    description: store.title,
    additionalProperties: false,
    required: ['type', ...(store.options.required ?? [])],
    properties: {
      type: { const: store.type, description: store.title },
      ...store.options.properties,
      ...(store.reach === 'shared' ? sharedMembers(store) : {}),
    },
  }
}

function sharedMembers(store: StoreDescription): Record<string, JsonSchema> {
  return {
    devScope: {
      type: 'object',
      description: 'The proof that the values are development values. All that is declared is verified.',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        path: {
          type: 'array',
          description: 'Prefixes of the paths that belong to development; each ends at a segment boundary.',
          minItems: 1,
          items: { type: 'string', minLength: 1 },
        },
        ...store.devScope,
      },
    },
    developerDomain: {
      type: 'string',
      description: "The domain of the developers' e-mail addresses, dropped from {developer}.",
      pattern: '^[a-z0-9.-]{1,253}$',
    },
    productionOnly: {
      type: 'boolean',
      description: 'Holds nothing but production: documented, and never opened.',
    },
  }
}
