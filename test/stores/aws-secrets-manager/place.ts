import { type Bench, NOWHERE } from '../harness.ts'

export const ACCOUNT = '123456789012'
export const REGION = 'eu-west-1'

/** The store as a schema declares it. */
export const AWS_STORE = {
  type: 'aws-secrets-manager',
  region: REGION,
  developerDomain: 'example.com',
  devScope: { account: ACCOUNT },
}

/** Credentials by the variable they stand in. */
export type AwsEnvironment = Readonly<Record<string, string>>

/** A store in the schema, opened by a person whose AWS requests all go to `url`. */
export function benchAt(
  url: string,
  credentials: AwsEnvironment,
): Pick<Bench, 'place' | 'options' | 'context' | 'identity' | 'credentials'> {
  return {
    place: { ...NOWHERE, container: { account: ACCOUNT } },
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
