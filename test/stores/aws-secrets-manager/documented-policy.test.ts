import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { layRepository, type Repository } from '../../support/repository.ts'
import { ROOT } from '../../support/run-bin.ts'
import { sharedSchema, trustedBy } from '../../support/shared-store.ts'
import { type AskedRequest, type FaultServer, type Reply, startFaultServer } from '../faults/fault-server.ts'
import { actionsOf, allows, type Policy, without } from './iam.ts'
import { ACCOUNT, benchAt } from './place.ts'
import { actionOf, arnOf, callerIs, DEVELOPER, entry, json, namesIn, secretsError } from './wire.ts'

const PAGE = readFileSync(join(ROOT, 'docs/stores/aws-secrets-manager.md'), 'utf8')
const BLOCKS = [...PAGE.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) =>
  JSON.parse(text!.replaceAll('111122223333', ACCOUNT)),
)
const STORE = BLOCKS.find((block) => 'stores' in block).stores.team as { devScope: object }
const POLICY = BLOCKS.find((block) => 'Statement' in block) as Policy

const UNTAGGED = { ...STORE, devScope: { ...STORE.devScope, tags: undefined } }
const DESCRIBE = 'secretsmanager:DescribeSecret'
const OWN = {
  OWN_KEY: 'storefront/dev/{developer}/key',
  SHARED_KEY: 'storefront/dev/shared/key',
  OLD_KEY: 'storefront/dev/shared/key@AWSPREVIOUS',
}

test('the documented policy is enough for a run and a check, and both use all of it', async () => {
  const { asked, check, sotto } = await startShop(POLICY, STORE)
  expect(await check()).toEqual({ OWN_KEY: 'ready', SHARED_KEY: 'ready', OLD_KEY: 'ready' })
  expect(permissionsFor(asked)).toEqual(actionsOf(POLICY).toSorted())
  const before = asked.length
  expect(await sotto(['run', '--', 'true'])).toMatchObject({ status: 0, stderr: '' })
  expect(permissionsFor(asked.slice(before))).toEqual(actionsOf(POLICY).toSorted())
})

test.each(actionsOf(POLICY))('nothing in it is too much: %s', async (action) => {
  const { check } = await startShop(without(POLICY, action), STORE)
  expect(Object.values(await check()).filter((state) => state !== 'ready')).not.toEqual([])
})

test('it opens no value of somebody else, and none without the tag', async () => {
  const { check } = await startShop(POLICY, UNTAGGED, {
    OF_BOB: 'storefront/dev/bob/key',
    UNTAGGED: 'storefront/dev/shared/untagged',
  })
  expect(await check()).toEqual({ OF_BOB: 'forbidden', UNTAGGED: 'forbidden' })
})

test('descriptions are asked for where the scope has tags, and nowhere else, as the page says', async () => {
  expect(PAGE).toMatch(/`DescribeSecret` is needed only where the `devScope` has\s+tags\./)
  const { asked, check } = await startShop(without(POLICY, DESCRIBE), UNTAGGED)
  expect(new Set(Object.values(await check()))).toEqual(new Set(['ready']))
  expect(permissionsFor(asked)).not.toContain(DESCRIBE)
})

interface Shop {
  asked: FaultServer['asked']
  /** The state of every secret. */
  check(): Promise<Record<string, string>>
  sotto: Repository['sotto']
}

/** Alice's repository, and an AWS that lets her do what `policy` allows. */
async function startShop(
  policy: Policy,
  store: object,
  locations: Readonly<Record<string, string>> = OWN,
): Promise<Shop> {
  const server = await startFaultServer((request) => answer(policy, request))
  onTestFinished(server.close)
  const repository = layRepository(pinned(sharedSchema(store, locations)))
  const { context } = benchAt(server.url, {
    AWS_ACCESS_KEY_ID: 'ASIACANARY0000000000',
    AWS_SECRET_ACCESS_KEY: 'canary-key',
    AWS_SESSION_TOKEN: 'canary-session',
  })
  const env = { ...context.env, ...(await trustedBy(repository)) } as Record<string, string>
  const sotto: Shop['sotto'] = (args) => repository.sotto(args, { env })
  return {
    asked: server.asked,
    sotto,
    async check() {
      const { secrets } = JSON.parse((await sotto(['check', '--json'])).stdout) as {
        secrets: { name: string; state: string }[]
      }
      return Object.fromEntries(secrets.map(({ name, state }) => [name, state]))
    },
  }
}

/** `path@version` in the object form of a location, which alone can pin a version. */
function pinned(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema).replaceAll(
      /"team:([^"@]+)@(\w+)"/g,
      '{ "store": "team", "path": "$1", "version": "$2" }',
    ),
  )
}

/** As AWS answers: a batch needs its own permission, and that of reading for each of its secrets. */
function answer(policy: Policy, request: AskedRequest): Reply {
  const action = actionOf(request)
  if (action === 'GetCallerIdentity') return callerIs(DEVELOPER)
  const may = (permission: string, name?: string) =>
    allows(policy, {
      action: `secretsmanager:${permission}`,
      ...(name !== undefined && { resource: arnOf(name) }),
      context: {
        'aws:PrincipalTag/developer': 'alice',
        ...(!name?.endsWith('untagged') && { 'aws:ResourceTag/environment': 'dev' }),
      },
    })
  const denied = secretsError(400, 'AccessDeniedException')
  if (action === 'BatchGetSecretValue') return may(action) ? batch(namesIn(request), may) : denied
  const { SecretId: name } = JSON.parse(request.body) as { SecretId: string }
  if (!may(action, name)) return denied
  if (action === 'GetSecretValue') return json(entry(name))
  return json({ ARN: arnOf(name), Tags: [{ Key: 'environment', Value: 'dev' }] })
}

function batch(names: readonly string[], may: (permission: string, name: string) => boolean): Reply {
  const open = names.filter((name) => may('GetSecretValue', name))
  const shut = names.filter((name) => !open.includes(name))
  return json({
    SecretValues: open.map((name) => entry(name)),
    Errors: shut.map((SecretId) => ({ SecretId, ErrorCode: 'AccessDeniedException' })),
  })
}

/** Every permission that the requests took, once. `GetCallerIdentity` takes none. */
function permissionsFor(asked: readonly AskedRequest[]): string[] {
  const taken = asked.map(actionOf).filter((action) => action !== 'GetCallerIdentity')
  return [...new Set(taken)].map((action) => `secretsmanager:${action}`).toSorted()
}
