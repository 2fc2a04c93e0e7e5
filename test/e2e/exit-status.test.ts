import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { layRepository, personalSchema, type Repository } from '../support/repository.ts'

const KEY = { generate: { bytes: 16, encoding: 'hex' } }
const SHARED = {
  stores: {
    team: { type: 'aws-secrets-manager', region: 'eu-west-1', devScope: { account: '111122223333' } },
  },
}

const STAGING = personalSchema(
  { API_KEY: { locations: { dev: 'personal:dev/api-key', staging: 'personal:staging/api-key' } } },
  { environments: { dev: { class: 'development', default: true }, staging: { class: 'development' } } },
)

/** What is done, how it ends, and what the message says. Every status that needs no server. */
const CASES: readonly {
  name: string
  status: number
  says: RegExp
  schema?: unknown
  args: readonly string[]
  input?: string
  prepare?: (repository: Repository) => void
}[] = [
  { name: 'no --', status: 64, says: /after --/, args: ['run'] },
  { name: 'no command', status: 64, says: /no command after --/, args: ['run', '--'] },
  { name: 'an unknown flag', status: 64, says: /--evn/, args: ['run', '--evn', 'x', '--', 'true'] },
  {
    name: 'an unknown environment',
    status: 64,
    says: /no such environment[\s\S]* run --env dev -- COMMAND\n/,
    args: ['run', '--env', 'de', '--', 'true'],
  },
  {
    name: 'a store where none is declared',
    status: 64,
    says: /no store of that name; it has none\./,
    schema: personalSchema({}, { stores: {} }),
    args: ['login', 'team'],
  },
  {
    name: 'an unknown name in --only',
    status: 64,
    says: /no secret of this name: NOPE[\s\S]* check\n/,
    args: ['run', '--only', 'NOPE', '--', 'true'],
  },
  {
    name: 'a slip in --only, with the whole command',
    status: 64,
    says: / run --env staging --only API_KEY,OTHER -- COMMAND\n/,
    schema: personalSchema(
      { API_KEY: {}, OTHER: {} },
      { environments: { dev: { class: 'development', default: true }, staging: { class: 'development' } } },
    ),
    args: ['run', '--env', 'staging', '--only', 'API_KEI,OTHER', '--', 'true'],
  },
  {
    name: 'a wrong schema',
    status: 65,
    says: /secrets\.schema\.json:1:\d+ .*schema\/unknown-key/,
    schema: '{"version":1,"project":"p","environments":{"dev":{"class":"development"}},"secrets":{},"x":1}',
    args: ['run', '--', 'true'],
  },
  {
    name: 'no schema',
    status: 66,
    says: /sotto init|bin\/run\.js init/,
    schema: null,
    args: ['run', '--', 'true'],
  },
  {
    name: 'settings that are none',
    status: 78,
    says: /config\.json/,
    args: ['run', '--', 'true'],
    prepare: ({ home }) => writeSettings(home, '{"nosuch":1}'),
  },
  {
    name: 'a production environment',
    status: 80,
    says: /docs\/break-glass\.md/,
    args: ['run', '--env', 'production', '--', 'true'],
  },
  {
    name: 'a missing secret of another environment, with what fills it there',
    status: 81,
    says: / set API_KEY --env staging\n/,
    schema: STAGING,
    args: ['run', '--env', 'staging', '--', 'true'],
  },
  {
    name: 'all missing secrets at once',
    status: 81,
    says: /B_KEY[\s\S]*C_KEY/,
    schema: personalSchema({ A_KEY: KEY, B_KEY: {}, C_KEY: {} }),
    args: ['run', '--', 'true'],
  },
  {
    name: 'a value of another format',
    status: 81,
    says: /A_KEY is not of the declared format uuid/,
    schema: personalSchema({ A_KEY: { ...KEY, format: 'uuid' } }),
    args: ['run', '--', 'true'],
  },
  {
    name: 'a shared store that nobody approved',
    status: 82,
    says: /sotto trust|run\.js trust/,
    schema: personalSchema({ A_KEY: { locations: { dev: 'team:dev/a' } } }, SHARED),
    args: ['run', '--', 'true'],
  },
  {
    name: 'a target that is not executable',
    status: 126,
    says: /plain/,
    args: ['run', '--', './plain'],
    prepare: ({ root }) => writeFileSync(join(root, 'plain'), 'x'),
  },
  {
    name: 'a folder as target',
    status: 126,
    says: /folder|director/,
    args: ['run', '--', './folder'],
    prepare: ({ root }) => mkdirSync(join(root, 'folder')),
  },
  { name: 'a target that is not there', status: 127, says: /nosuch/, args: ['run', '--', 'nosuch-command'] },
]

describe('every failure of ours has its status, says nothing on stdout and shows no stack', () => {
  test.each(CASES)('$name: $status', async ({ status, says, schema, args, prepare }) => {
    const repository = layRepository(schema === null ? undefined : (schema ?? personalSchema({ A_KEY: KEY })))
    prepare?.(repository)
    const ended = await repository.sotto(args)
    expect(ended).toMatchObject({ status, stdout: '' })
    expect(ended.stderr).toMatch(says)
    expect(ended.stderr).not.toMatch(/\n\s+at .*:\d+/)
  })

  test.each(CASES.filter(({ args }) => !args.includes('--')))(
    'under --json: $name',
    async ({ status, args }) => {
      const ended = await layRepository(personalSchema({ A_KEY: KEY })).sotto([...args, '--json'])
      expect(ended.status).toBe(status)
    },
  )
})

describe('a target ends as it wants', () => {
  test.each([0, 1, 42, 255])('with status %i', async (status) => {
    const { sotto } = layRepository(personalSchema({ A_KEY: KEY }))
    expect(await sotto(['run', '--', 'sh', '-c', `exit ${status}`])).toMatchObject({ status, stdout: '' })
  })

  test('by a signal', async () => {
    const { sotto } = layRepository(personalSchema({ A_KEY: KEY }))
    expect(await sotto(['run', '--', 'sh', '-c', 'kill -TERM $$'])).toMatchObject({
      status: null,
      signal: 'SIGTERM',
    })
  })
})

test.each([
  [['run', '--', 'true'], 'run --env dev -- COMMAND'],
  [['check'], 'check --env dev'],
  [['set', 'A_KEY'], 'set A_KEY --env dev'],
  [['import', '.env'], 'import .env --env dev'],
  [['types'], 'types --env dev'],
])('%j without a default environment says the whole command', async (args, command) => {
  const environments = { dev: { class: 'development' }, staging: { class: 'development' } }
  const { root, sotto } = layRepository(personalSchema({ A_KEY: {} }, { environments }))
  writeFileSync(join(root, '.env'), '')
  const { status, stderr } = await sotto(args)
  expect(status).toBe(64)
  expect(stderr).toMatch(new RegExp(`Try: .* ${command}\n$`))
})

test('a check of another environment says what fills it there', async () => {
  const { status, stdout } = await layRepository(STAGING).sotto(['check', '--env', 'staging'])
  expect(status).toBe(1)
  expect(stdout).toMatch(/ set API_KEY --env staging\n/)
})

test('an error for a program is JSON on stdout', async () => {
  const { sotto } = layRepository()
  const ended = await sotto(['check', '--json'])
  expect(ended).toMatchObject({ status: 66, stderr: '' })
  expect(JSON.parse(ended.stdout)).toMatchObject({
    error: {
      code: 'SCHEMA_NOT_FOUND',
      message: expect.any(String),
      suggestions: expect.any(Array),
      secrets: [],
    },
  })
})

function writeSettings(home: string, text: string): void {
  const folder = join(home, '.config', 'sotto')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'config.json'), text)
  chmodSync(join(folder, 'config.json'), 0o600)
}
