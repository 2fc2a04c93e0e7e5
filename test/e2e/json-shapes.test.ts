import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { FAILED_STATES } from '../../src/services/check/report.ts'
import { layRepository, personalSchema } from '../support/repository.ts'
import { ROOT } from '../support/run-bin.ts'

/** Every JSON shape that programs may depend on, and the commands that answer in it. */
const SHAPES: readonly [shape: string, args: readonly string[]][] = [
  ['version', ['--version', '--json']],
  ['check', ['check', '--json']],
  ['check', ['check', '--env', 'staging', '--json']],
  ['explain', ['explain', 'API_KEY', '--json']],
  ['explain', ['explain', 'DATABASE_URL', '--json']],
  ['whoami', ['whoami', '--json']],
  ['lint', ['lint', '--format', 'json']],
  ['error', ['check', '--env', 'nosuch', '--json']],
  ['error', ['explain', 'NOSUCH', '--json']],
  ['error', ['check', '--schema', 'nosuch.json', '--json']],
  ['error', ['check', '--nosuch', '--json']],
]

test.each(SHAPES)('%s: sotto %s', async (shape, args) => {
  const { sotto } = layRepository(
    personalSchema(
      {
        API_KEY: {
          purpose: 'Calls the mail service',
          rotation: { every: '90d' },
          deprecated: { instead: 'OTHER' },
        },
        SESSION_KEY: { generate: { bytes: 16, encoding: 'hex' } },
        DATABASE_URL: { locations: { staging: 'team:staging/db#url' }, requiredIn: ['dev', 'staging'] },
      },
      {
        environments: { dev: { class: 'development', default: true }, staging: { class: 'development' } },
        stores: {
          personal: { type: 'local' },
          team: { type: 'aws-secrets-manager', region: 'eu-west-1', devScope: { path: ['staging/'] } },
        },
      },
    ),
  )
  const { stdout } = await sotto(args)
  const schema = JSON.parse(readFileSync(join(ROOT, `docs/schemas/${shape}.v1.json`), 'utf8'))
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true })
  const isValid = ajv.validate(schema, JSON.parse(stdout))
  expect({ isValid, errors: ajv.errors ?? [] }).toEqual({ isValid: true, errors: [] })
})

test('check: every state that a failing store comes to is published', () => {
  const { properties } = JSON.parse(readFileSync(join(ROOT, 'docs/schemas/check.v1.json'), 'utf8'))
  const published: string[] = properties.secrets.items.properties.state.enum
  for (const state of Object.values(FAILED_STATES)) expect(published).toContain(state)
})
