import { expect, onTestFinished, test } from 'vitest'
import { type ErrorCode, EXIT_STATUS } from '../../src/errors/codes.ts'
import { ACCOUNT, AWS_STORE } from '../stores/aws-secrets-manager/place.ts'
import {
  actionOf,
  arnOf,
  callerIs,
  DEVELOPER,
  entry,
  json,
  namesIn,
  secretsError,
} from '../stores/aws-secrets-manager/wire.ts'
import { type AskedRequest, type Reply, startFaultServer } from '../stores/faults/fault-server.ts'
import { layRepository } from '../support/repository.ts'
import { sharedSchema, trustedBy } from '../support/shared-store.ts'

const KEYS = {
  AWS_ACCESS_KEY_ID: 'ASIACANARY0000000000',
  AWS_SECRET_ACCESS_KEY: 'canary-secret-key',
  AWS_SESSION_TOKEN: 'canary-session-token',
}
const DENIED = [{ SecretId: 'shop/dev/api', ErrorCode: 'AccessDeniedException', Message: 'canary-message' }]
const FOREIGN = { ARN: arnOf('shop/dev/api', { account: '999999999999' }) }

// Each reason once, through the whole of sotto: its tries, its deadline, its words, its exit status.
test.each<[string, ErrorCode, (request: AskedRequest) => Reply, number?]>([
  ['the session has expired', 'STORE_UNAUTHENTICATED', () => secretsError(400, 'ExpiredTokenException'), 1],
  ['one secret is denied', 'STORE_FORBIDDEN', () => json({ SecretValues: [], Errors: DENIED }), 1],
  ['it is throttled, and stays so', 'STORE_THROTTLED', () => secretsError(400, 'ThrottlingException'), 4],
  ['it is down, and stays so', 'STORE_UNREACHABLE', () => ({ status: 503 }), 4],
  ['it never answers', 'STORE_UNREACHABLE', () => ({ hang: true }), 1],
  ['it cuts the answer', 'STORE_UNREACHABLE', () => ({ body: 'canary'.repeat(9), cutAfter: 9 }), 4],
  ['it answers with a page', 'STORE_INVALID_RESPONSE', () => ({ body: '<p>canary-page</p>' }), 1],
  [
    'it answers from another account',
    'STORE_INVALID_RESPONSE',
    (request) => json({ SecretValues: namesIn(request).map((name) => entry(name, FOREIGN)) }),
    1,
  ],
  [
    'the secret is marked for deletion',
    'STORE_MISCONFIGURED',
    () => secretsError(400, 'InvalidRequestException'),
    1,
  ],
  ['there is no such secret', 'SECRET_MISSING', () => json({ SecretValues: [], Errors: [] }), 1],
])('%s: %s', async (_, code, answer, tries) => {
  const { run, batches } = await facing(answer)
  const { status, stdout, stderr } = await run()
  expect({ status, stdout }).toEqual({ status: EXIT_STATUS[code], stdout: '' })
  expect(stderr).toMatch(/API_KEY|team/)
  expect(stderr, 'a next step').toMatch(/^Try: ./m)
  expect(stderr).not.toContain('canary')
  expect(batches()).toBe(tries)
})

test('what passes is tried again, and nobody hears of it', async () => {
  let asked = 0
  const { run } = await facing((request) => {
    asked += 1
    return asked === 1
      ? secretsError(400, 'ThrottlingException')
      : json({ SecretValues: namesIn(request).map((name) => entry(name)) })
  })
  expect(await run()).toMatchObject({ status: 0, stdout: 'canary-shop/dev/api\n', stderr: '' })
})

test.each<[string, (request: AskedRequest) => Reply, object]>([
  [
    'another account',
    (request) => json({ SecretValues: namesIn(request).map((name) => entry(name, FOREIGN)) }),
    {
      state: 'invalid',
      reason: `AWS answered from the account 999999999999, but we are signed in to ${ACCOUNT}.`,
      next: 'see what answers in place of AWS: AWS_ENDPOINT_URL, or a proxy of the network',
    },
  ],
  [
    'nobody',
    () => ({ status: 503 }),
    {
      state: 'unreachable',
      reason: 'AWS did not answer.',
      next: "check this machine's way to AWS: the network, a VPN, AWS_ENDPOINT_URL",
    },
  ],
  [
    'AWS, that nobody can have it',
    () => secretsError(400, 'InvalidRequestException'),
    {
      state: 'misconfigured',
      reason: 'AWS refuses the request for this secret: most likely the secret is marked for deletion.',
      next: 'see what the schema says of team, or ask who runs it',
    },
  ],
])('check says who answered, and what to do: %s', async (_, answer, expected) => {
  const { check } = await facing(answer)
  const { status, stdout } = await check()
  expect(status).toBe(1)
  expect(JSON.parse(stdout).secrets).toMatchObject([
    { name: 'API_KEY', location: 'team:shop/dev/api', ...expected },
  ])
})

async function facing(answer: (request: AskedRequest) => Reply) {
  const server = await startFaultServer((request) =>
    actionOf(request) === 'GetCallerIdentity' ? callerIs(DEVELOPER) : answer(request),
  )
  onTestFinished(() => server.close())
  const repository = layRepository(sharedSchema(AWS_STORE, { API_KEY: 'shop/dev/api' }))
  const env = { ...KEYS, ...(await trustedBy(repository)), AWS_ENDPOINT_URL: server.url }
  return {
    run: () => repository.sotto(['run', '--no-redact', '--', 'sh', '-c', 'echo "$API_KEY"'], { env }),
    check: () => repository.sotto(['check', '--json'], { env }),
    batches: () => server.asked.filter((request) => actionOf(request) === 'BatchGetSecretValue').length,
  }
}
