import type { Bench } from '../harness.ts'

export const ACCOUNT = '123456789012'
export const REGION = 'eu-west-1'

/** Credentials by the variable they stand in. */
export type AwsEnvironment = Readonly<Record<string, string>>

/** A store in the schema, opened by a person whose AWS requests all go to `url`. */
export function benchAt(
  url: string,
  credentials: AwsEnvironment,
): Pick<Bench, 'place' | 'options' | 'context' | 'identity' | 'credentials'> {
  return {
    place: {
      name: 'team',
      container: { account: ACCOUNT },
      developerDomain: 'example.com',
      project: 'storefront',
      repositoryRoot: '/nowhere/storefront',
      folders: { config: '/nowhere', data: '/nowhere', state: '/nowhere', cache: '/nowhere' },
      user: { name: 'os-user', uid: 1000 },
      platform: 'linux',
      settings: {},
    },
    options: { region: REGION },
    context: {
      signal: AbortSignal.timeout(10_000),
      now: () => new Date(),
      env: {
        AWS_ENDPOINT_URL: url,
        AWS_CONFIG_FILE: '/nowhere/config',
        AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
        ...credentials,
      },
    },
    identity: {
      developer: 'alice',
      container: { account: ACCOUNT },
      workload: false,
    },
    credentials: Object.entries(credentials)
      .filter(([name]) => name !== 'AWS_ACCESS_KEY_ID')
      .map(([, value]) => value),
  }
}
