import type { JsonSchema } from '../json-schema.ts'

const DURATION = '^[1-9][0-9]{0,4}(h|d|w)$'

/** The members at the top of the file. */
export const BASE: Readonly<Record<string, JsonSchema>> = {
  $schema: { type: 'string', description: 'Where editors find this description.' },
  version: { const: 1, description: 'Version of the format.' },
  project: {
    type: 'string',
    description: 'Name of the project; personal stores and {project} go by it.',
    pattern: '^[a-z][a-z0-9-]{0,62}$',
  },
}

export const ENVIRONMENT: JsonSchema = {
  type: 'object',
  description: 'One environment.',
  additionalProperties: false,
  required: ['class'],
  properties: {
    class: {
      description: 'Values of a production environment are never fetched.',
      enum: ['development', 'production'],
    },
    default: { type: 'boolean', description: 'The environment that commands take where none is named.' },
    breakGlass: {
      type: 'object',
      description: 'How to reach production in an emergency; shown, never carried out.',
      additionalProperties: false,
      properties: {
        procedure: { type: 'string', description: 'Path or link of the procedure.' },
        approvers: { type: 'string', description: 'Who approves.' },
        maxDuration: { type: 'string', description: 'How long access may last: 4h, 1d.', pattern: DURATION },
        review: { type: 'string', description: 'Path or link of the review afterwards.' },
      },
    },
  },
}

const SEVERITY: JsonSchema = { description: 'How much it weighs.', enum: ['error', 'warning', 'info'] }

export const LINT: JsonSchema = {
  type: 'object',
  description: 'What the team has settled for lint.',
  additionalProperties: false,
  properties: {
    rules: {
      type: 'object',
      description: 'Severity by rule; `off` needs a reason.',
      additionalProperties: {
        if: { type: 'object' },
        then: {
          type: 'object',
          additionalProperties: false,
          required: ['severity', 'reason'],
          properties: {
            severity: {
              description: 'How much it weighs; `off`: not at all.',
              enum: ['error', 'warning', 'info', 'off'],
            },
            reason: { type: 'string', description: 'Why it differs from the default.', minLength: 1 },
          },
        },
        else: SEVERITY,
      },
    },
    limits: {
      type: 'object',
      description: 'Longest rotation interval by kind.',
      additionalProperties: false,
      properties: {
        'long-lived': { type: 'string', description: 'Longest interval: 90d.', pattern: DURATION },
        'short-lived': { type: 'string', description: 'Longest interval: 90d.', pattern: DURATION },
        personal: { type: 'string', description: 'Longest interval: 90d.', pattern: DURATION },
      },
    },
    suppress: {
      type: 'array',
      description: 'Single findings that are accepted until a date.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['rule', 'reason', 'until'],
        properties: {
          rule: {
            type: 'string',
            description: 'Id of the rule; `meta/*` means a group, `**` every rule.',
          },
          secret: { type: 'string', description: 'Name of the secret.' },
          file: {
            type: 'string',
            description: 'Path of the file, from the root; `*` matches inside a name, `**` across folders.',
          },
          reason: { type: 'string', minLength: 1, description: 'Why it is accepted.' },
          until: {
            type: 'string',
            pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
            description: 'The last day on which it is.',
          },
        },
      },
    },
  },
}
