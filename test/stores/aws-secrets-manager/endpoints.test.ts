import { BatchGetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { getEndpointFromInstructions } from '@smithy/core/endpoints'
import { expect, test } from 'vitest'
import { likelyEndpoints } from '../../../src/stores/aws-secrets-manager/endpoints.ts'

/** Where the SDK itself would send requests. */
async function endpointsOfSdk(region: string): Promise<unknown> {
  const [sts, secrets] = await Promise.all([
    getEndpointFromInstructions({}, GetCallerIdentityCommand, new STSClient({ region }).config),
    getEndpointFromInstructions({}, BatchGetSecretValueCommand, new SecretsManagerClient({ region }).config),
  ])
  return { sts: sts.url.origin, secrets: secrets.url.origin }
}

test.each(['eu-west-1', 'us-east-1', 'ap-southeast-2', 'il-central-1', 'mx-central-1', 'sa-east-1'])(
  'connections are made early to where the SDK goes in %s',
  async (region) => {
    const { sts, secrets } = likelyEndpoints(region, {})
    expect({ sts: sts?.origin, secrets: secrets?.origin }).toEqual(await endpointsOfSdk(region))
  },
)

test.each([
  ['a region of another partition', 'cn-north-1', {}],
  ['a region of another partition', 'us-gov-west-1', {}],
  ['a region of another partition', 'us-iso-east-1', {}],
  ['another kind of endpoint', 'eu-west-1', { AWS_USE_FIPS_ENDPOINT: 'true' }],
  ['another kind of endpoint', 'eu-west-1', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }],
  ['an address that is none', 'eu-west-1', { AWS_ENDPOINT_URL: 'nowhere' }],
])('none is made for %s: %s %j', (_what, region, env) => {
  expect(likelyEndpoints(region, env)).toEqual({ sts: undefined, secrets: undefined })
})

test('the endpoint of a service comes before the one for all', () => {
  const env = { AWS_ENDPOINT_URL: 'https://all.test', AWS_ENDPOINT_URL_STS: 'https://sts.test' }
  const { sts, secrets } = likelyEndpoints('eu-west-1', env)
  expect([sts?.origin, secrets?.origin]).toEqual(['https://sts.test', 'https://all.test'])
})
