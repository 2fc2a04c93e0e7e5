import { describe, expect, test } from 'vitest'
import { ACCOUNT, REGION } from '../stores/aws-secrets-manager/place.ts'
import { actionOf, callerIs, DEVELOPER, entry, json, namesIn } from '../stores/aws-secrets-manager/wire.ts'
import { type AskedRequest, type Reply, startFaultServer } from '../stores/faults/fault-server.ts'
import { layRepository } from '../support/repository.ts'
import { type Given, schemaWith, writeSettings } from './requests.ts'

interface AwsGiven extends Given {
  /** Who STS says is signed in. */
  caller?: string
  /** A long-term access key instead of a session's. */
  staticKey?: true
  tags?: Record<string, string>
  value?: string
}

const TYPE = 'aws-secrets-manager'
const OTHER = '999988887777'
const ROLE = `arn:aws:sts::${ACCOUNT}:assumed-role/Developer/alice`
const STORE = {
  type: TYPE,
  region: REGION,
  developerDomain: 'example.com',
  devScope: { account: ACCOUNT, path: ['shop/dev/'], tags: { environment: ['dev'] } },
}
const WHO = ['GetCallerIdentity']
const ALL = ['BatchGetSecretValue', 'DescribeSecret', 'GetCallerIdentity']
const LIVE_KEY = `sk_live_${'InventedCanary'.repeat(2)}`

/** By what is given: the status and lock with which `run` ends, and every action that AWS was asked for. */
const ROWS: [string, AwsGiven, number, string, string[]][] = [
  ['nothing wrong', {}, 0, '', ALL],
  ['not approved', { trusted: false }, 82, 'not approved', []],
  ['class production', { environment: { class: 'production' } }, 80, 'environment lock', []],
  ['a path that says prod', { location: 'team:shop/dev/prod-db#url' }, 80, 'location lock', []],
  ['a path outside of the devScope', { location: 'team:shop/main/db#url' }, 80, 'location lock', []],
  ['a store for production only', { store: { productionOnly: true } }, 80, 'location lock', []],
  ['an account that the user does not list', unlisted(OTHER), 80, 'container lock', WHO],
  ['a region that the user does not list', unlisted(ACCOUNT, 'us-east-1'), 80, 'container lock', []],
  ['signed in to another account', { caller: DEVELOPER.replace(ACCOUNT, OTHER) }, 80, 'wrong account', WHO],
  ['the root user', { caller: `arn:aws:iam::${ACCOUNT}:root` }, 80, 'identity lock', WHO],
  ['a static access key', { staticKey: true }, 80, 'identity lock', WHO],
  ['a session name of the caller’s own choosing', { caller: ROLE }, 80, 'vouchedRoles', WHO],
  [
    'a role that the user vouches for',
    { caller: ROLE, settings: { vouchedRoles: [`${ACCOUNT}/Developer`] } },
    0,
    '',
    ALL,
  ],
  ['no tag', { tags: {} }, 80, 'metadata lock', ALL],
  ['a tag of another environment', { tags: { environment: 'qa' } }, 80, 'metadata lock', ALL],
  ['a tag that contradicts', { tags: { environment: 'dev', Stage: 'prod' } }, 80, 'metadata lock', ALL],
  ['a live key', { value: LIVE_KEY }, 80, 'live-format lock', ALL],
]

describe('what AWS is asked before a lock refuses', () => {
  test.each(ROWS)('%s', async (_, given, status, said, actions) => {
    const server = await startFaultServer((request) => answer(request, given))
    try {
      const repository = layRepository(schemaWith(STORE, 'team:shop/dev/{developer}/db#url', given))
      writeSettings(repository.home, { type: TYPE, container: { region: REGION } }, given)
      const show = 'console.log(process.env.DATABASE_URL !== undefined)'
      const env = {
        AWS_ENDPOINT_URL: server.url,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_ACCESS_KEY_ID: `${given.staticKey ? 'AKIA' : 'ASIA'}INVENTEDCANARY00`,
        AWS_SECRET_ACCESS_KEY: 'invented-canary-of-a-key',
        ...(given.staticKey ? {} : { AWS_SESSION_TOKEN: 'invented-canary-of-a-session' }),
      }
      const finished = await repository.sotto(['run', '--', process.execPath, '-e', show], { env })

      const { stdout, stderr } = finished
      expect({ status: finished.status, stderr }).toEqual({ status, stderr: expect.stringContaining(said) })
      expect(stdout).toBe(status === 0 ? 'true\n' : '')
      expect([...new Set(server.asked.map(actionOf))].sort()).toEqual(actions)
      expect(stderr).not.toMatch(/invented-canary|InventedCanary/)
    } finally {
      await server.close()
    }
  })
})

function unlisted(account: string, region?: string): AwsGiven {
  const container = { account, ...(region === undefined ? {} : { region }) }
  return { settings: { developmentContainers: [{ type: TYPE, container }] } }
}

function answer(request: AskedRequest, { caller = DEVELOPER, tags, value }: AwsGiven): Reply {
  switch (actionOf(request)) {
    case 'GetCallerIdentity':
      return callerIs(caller)
    case 'BatchGetSecretValue': {
      const SecretString = JSON.stringify({ url: value ?? 'invented-canary-url' })
      return json({ SecretValues: namesIn(request).map((name) => entry(name, { SecretString })), Errors: [] })
    }
    default: {
      const { SecretId } = JSON.parse(request.body) as { SecretId: string }
      const { ARN, Name } = entry(SecretId)
      const list = Object.entries(tags ?? { environment: 'dev' }).map(([Key, Value]) => ({ Key, Value }))
      return json({ ARN, Name, Tags: list })
    }
  }
}
