import { afterAll, beforeAll, expect, test } from 'vitest'
import { STORE_TYPES } from '../../src/stores/registry.ts'
import { harness } from '../stores/aws-secrets-manager/harness.ts'
import { motoMissing } from '../stores/aws-secrets-manager/moto.ts'
import { ACCOUNT, REGION } from '../stores/aws-secrets-manager/place.ts'
import type { World } from '../stores/harness.ts'
import { layRepository } from '../support/repository.ts'
import { sharedSchema, trustedBy } from '../support/shared-store.ts'

const type = STORE_TYPES.get('aws-secrets-manager')!
const missing = process.env.CI ? undefined : motoMissing()
if (missing) console.warn(`the end to end of AWS is skipped: ${missing}`)

let world: World
beforeAll(async () => {
  if (!missing) world = await harness.start()
})
afterAll(() => world?.stop())

const SHOW = ['sh', '-c', 'echo "$DATABASE_URL $API_KEY ${AWS_SESSION_TOKEN-unset} ${AWS_ENDPOINT_URL+set}"']

test.skipIf(missing)('a person runs a command with values of AWS, and of their own corner', async () => {
  const { repository, env } = await seeded({ environment: 'dev' })
  const { status, stdout, stderr } = await repository.sotto(['run', '--no-redact', '--', ...SHOW], { env })
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: 'canary://database canary-api-key unset set\n',
    stderr: '',
  })
  const redacted = await repository.sotto(['run', '--', ...SHOW], { env })
  expect(redacted.stdout).toBe('[redacted] [redacted] unset set\n')
})

test.skipIf(missing)('no value of a secret with a tag of production is released', async () => {
  const { repository, env } = await seeded({ environment: 'production' })
  const { status, stdout, stderr } = await repository.sotto(['run', '--', ...SHOW], { env })
  expect({ status, stdout }).toEqual({ status: 80, stdout: '' })
  expect(stderr).not.toContain('canary')
})

test.skipIf(missing)('nobody signed in is told so, and nothing starts', async () => {
  const { repository, env } = await seeded({ environment: 'dev' })
  const { status, stdout } = await repository.sotto(['run', '--', ...SHOW], {
    env: { SOTTO_TRUST: env.SOTTO_TRUST! },
  })
  expect({ status, stdout }).toEqual({ status: 77, stdout: '' })
})

async function seeded(tags: Readonly<Record<string, string>>) {
  const bench = await world.bench()
  const [corner] = bench.location('').split('/')
  const repository = layRepository(
    sharedSchema(
      {
        type: type.type,
        region: REGION,
        developerDomain: 'example.com',
        devScope: { account: ACCOUNT, path: [`${corner}/`], tags: { environment: ['dev'] } },
      },
      { DATABASE_URL: `${corner}/{developer}/database#url`, API_KEY: `${corner}/api-key` },
    ),
  )
  await bench.seed({ path: `${corner}/alice/database`, field: 'url' }, Buffer.from('canary://database'), {
    tags,
  })
  await bench.seed({ path: `${corner}/api-key` }, Buffer.from('canary-api-key'), { tags })
  return {
    repository,
    env: { ...bench.context.env, ...(await trustedBy(repository)) } as Record<string, string>,
  }
}
