import { VALUE_FORMATS } from '../../secret/formats.ts'
import type { JsonSchema } from '../json-schema.ts'

const DATE = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'

const LOCATION: JsonSchema = {
  description:
    'Where the value lives: `store:path#field`, or the same as an object, which can pin a version.',
  if: { type: 'object' },
  then: {
    type: 'object',
    additionalProperties: false,
    required: ['store', 'path'],
    properties: {
      store: { type: 'string', description: 'Name of the store.' },
      path: { type: 'string', description: 'Path inside the store.', minLength: 1 },
      field: { type: 'string', description: 'One member of a JSON value.', minLength: 1 },
      version: { type: 'string', description: 'A pinned version.', minLength: 1 },
    },
  },
  else: { type: 'string', minLength: 3 },
}

/** One declared secret. Only `locations` and what the name says can stop a run; the rest is for people and lint. */
export const SECRET: JsonSchema = {
  type: 'object',
  description: 'One secret.',
  additionalProperties: false,
  required: ['locations'],
  properties: {
    purpose: { type: 'string', description: 'What the secret is for.' },
    owner: { type: 'string', description: 'The team or person accountable for it.' },
    kind: {
      description: 'How long it lives and whose it is.',
      enum: ['long-lived', 'short-lived', 'personal', 'ephemeral'],
    },
    locations: {
      type: 'object',
      description: 'Where the value lives, by environment.',
      additionalProperties: LOCATION,
    },
    requiredIn: {
      type: 'array',
      description: 'Environments that cannot do without it; by default all of `locations`.',
      items: { type: 'string' },
    },
    format: { description: 'What the value must look like.', enum: VALUE_FORMATS },
    minLength: {
      type: 'integer',
      description: 'Least size of the value, in bytes.',
      minimum: 0,
      maximum: 65536,
    },
    access: { type: 'string', description: 'How to ask for access: a link or a sentence.' },
    rotation: {
      type: 'object',
      description: 'How the value is replaced.',
      additionalProperties: false,
      properties: {
        every: {
          type: 'string',
          description: 'How often: 90d, 12h, 6w.',
          pattern: '^[1-9][0-9]{0,4}(h|d|w)$',
        },
        procedure: { type: 'string', description: 'Path, link or command of the procedure.' },
      },
    },
    lastRotated: {
      type: 'string',
      description: 'Date of the last rotation; only for stores that keep none.',
      pattern: DATE,
    },
    generate: {
      type: 'object',
      description: 'Creates an absent value of a personal store on first use.',
      additionalProperties: false,
      required: ['bytes', 'encoding'],
      properties: {
        bytes: { type: 'integer', description: 'Random bytes.', minimum: 16, maximum: 1024 },
        encoding: { description: 'How they are written.', enum: ['hex', 'base64', 'base64url'] },
      },
    },
    deprecated: {
      type: 'object',
      description: 'The secret is on its way out.',
      additionalProperties: false,
      properties: {
        since: { type: 'string', description: 'Date of the announcement.', pattern: DATE },
        removeBy: { type: 'string', description: 'Date from which it must not be used.', pattern: DATE },
        instead: { type: 'string', description: 'What to use.' },
      },
    },
  },
}
