import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { harness } from '../stores/gcp-secret-manager/harness.ts'
import { PROJECT } from '../stores/gcp-secret-manager/wire.ts'
import type { World } from '../stores/harness.ts'
import { layRepository } from '../support/repository.ts'
import { sharedSchema, trustedBy } from '../support/shared-store.ts'

let world: World
beforeAll(async () => {
  world = await harness.start()
})
afterAll(() => world.stop())

const SHOW = ['sh', '-c', 'echo "$DATABASE_URL $API_KEY ${GOOGLE_APPLICATION_CREDENTIALS-unset}"']

test('a person runs a command with values of Google Cloud, and of their own corner', async () => {
  const { repository, env } = await seeded({ environment: 'dev' })
  const { status, stdout, stderr } = await repository.sotto(['run', '--no-redact', '--', ...SHOW], { env })
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: 'canary://database canary-api-key unset\n',
    stderr: '',
  })
  const redacted = await repository.sotto(['run', '--', ...SHOW], { env })
  expect(redacted.stdout).toBe('[redacted] [redacted] unset\n')
})

test('no value of a secret with a label of production is released', async () => {
  const { repository, env } = await seeded({ environment: 'production' })
  const { status, stdout, stderr } = await repository.sotto(['run', '--', ...SHOW], { env })
  expect({ status, stdout }).toEqual({ status: 80, stdout: '' })
  expect(stderr).not.toContain('canary')
})

test('nobody signed in is told so, and nothing starts or crashes', async () => {
  const { repository, env } = await seeded({ environment: 'dev' })
  const { status, stdout, stderr } = await repository.sotto(['run', '--', ...SHOW], {
    env: { SOTTO_TRUST: env.SOTTO_TRUST! },
  })
  expect({ status, stdout }).toEqual({ status: 77, stdout: '' })
  expect(stderr).not.toMatch(/rejection|at .*:\d+:\d+/i)
})

async function seeded(tags: Readonly<Record<string, string>>) {
  const bench = await world.bench()
  const corner = bench.location('')
  const repository = layRepository(
    sharedSchema(
      {
        type: 'gcp-secret-manager',
        project: PROJECT,
        developerDomain: 'example.com',
        devScope: { project: PROJECT, path: [corner], labels: { environment: ['dev'] } },
      },
      { DATABASE_URL: `${corner}{developer}-database#url`, API_KEY: `${corner}api-key` },
    ),
  )
  const path = `${corner}alice--jones-database`
  await bench.seed({ path, field: 'url' }, Buffer.from('canary://database'), { tags })
  await bench.seed({ path: `${corner}api-key` }, Buffer.from('canary-api-key'), { tags })
  const config = join(repository.home, '.config/sotto')
  mkdirSync(config, { recursive: true })
  writeFileSync(
    join(config, 'config.json'),
    JSON.stringify({ stores: { 'gcp-secret-manager': bench.place.settings } }),
  )
  const { HOME: _, ...env } = bench.context.env
  return { repository, env: { ...env, ...(await trustedBy(repository)) } as Record<string, string> }
}
