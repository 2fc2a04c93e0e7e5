import { expect, test } from 'vitest'
import type { SignIn } from '../../../src/stores/aws-secrets-manager/credentials.ts'
import { identityOf } from '../../../src/stores/aws-secrets-manager/identity.ts'
import type { Identity } from '../../../src/stores/store.ts'
import { ACCOUNT } from './place.ts'

const TEMPORARY: SignIn = {
  credentials: { accessKeyId: 'ASIACANARY', secretAccessKey: 'canary-key', sessionToken: 'canary-token' },
  workload: false,
  variables: [],
}
const STATIC: SignIn = {
  ...TEMPORARY,
  credentials: { accessKeyId: 'AKIACANARY', secretAccessKey: 'canary-key' },
}

const STS = `arn:aws:sts::${ACCOUNT}`
const IAM = `arn:aws:iam::${ACCOUNT}`
const SSO = 'assumed-role/AWSReservedSSO_Dev_0123456789abcdef'

test.each<[string, SignIn, Partial<Identity>]>([
  [`${STS}:${SSO}/Alice.Jones@example.com`, TEMPORARY, { developer: 'alice.jones' }],
  [`arn:aws-cn:sts::${ACCOUNT}:${SSO}/alice@example.com`, TEMPORARY, { developer: 'alice' }],
  // The caller chooses the session name of any other role, also of one that only looks like Identity Center's.
  [`${STS}:assumed-role/Dev/alice@example.com`, TEMPORARY, { developerNeedsVouch: `${ACCOUNT}/Dev` }],
  [
    `${STS}:assumed-role/AWSReservedSSO_Dev/alice@example.com`,
    TEMPORARY,
    { developerNeedsVouch: `${ACCOUNT}/AWSReservedSSO_Dev` },
  ],
  [`${STS}:${SSO}/alice@other.example`, TEMPORARY, { developerRefusal: expect.stringContaining('domain') }],
  [`${STS}:${SSO}/alice+test@example.com`, TEMPORARY, { developerRefusal: expect.any(String) }],
  [`${IAM}:user/alice`, TEMPORARY, { developerRefusal: expect.stringContaining('role') }],
  [`${STS}:federated-user/alice`, TEMPORARY, { developerRefusal: expect.stringContaining('role') }],
  [`${IAM}:root`, TEMPORARY, { shared: expect.stringContaining('root') }],
  [`${IAM}:user/ci`, STATIC, { shared: expect.stringContaining('static') }],
  [`${IAM}:root`, STATIC, { shared: expect.stringContaining('root') }],
])('%s', (arn, signIn, expected) => {
  const { identity, account } = identityOf(arn, signIn, 'example.com')
  expect(account).toBe(ACCOUNT)
  expect(identity).toMatchObject({ principal: arn, container: { account: ACCOUNT }, ...expected })
  for (const member of ['developer', 'shared'] as const) {
    if (!('developerNeedsVouch' in expected) && !(member in expected))
      expect(identity[member]).toBeUndefined()
  }
})

test('a workload has no developer, whatever its session is called', () => {
  const { identity } = identityOf(
    `${STS}:${SSO}/alice@example.com`,
    { ...TEMPORARY, workload: true },
    'example.com',
  )
  expect(identity).toMatchObject({ workload: true })
  expect(identity.developer).toBeUndefined()
})

test.each([undefined, '', 'canary', 'arn:aws:s3:::bucket', `arn:evil:sts::${ACCOUNT}:${SSO}/a`])(
  'nobody is signed in under %s',
  (arn) => {
    expect(() => identityOf(arn, TEMPORARY, 'example.com')).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ reason: 'invalid-response' }) }),
    )
  },
)
