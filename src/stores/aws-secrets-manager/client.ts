import type { Agent } from 'node:https'
import {
  BatchGetSecretValueCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { fromHttp } from '@aws-sdk/credential-provider-http'
import { fromIni } from '@aws-sdk/credential-provider-ini'
import { parseKnownFiles } from '@smithy/core/config'
import type { StoreContext } from '../store.ts'
import { givenEndpoints } from './endpoints.ts'

/** What signs our requests. Temporary ones carry a session token. */
export interface AwsCredentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  expiration?: Date
}

type Environment = StoreContext['env']

/** Without these the SDK would warn on the console. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {}, trace() {} }

/**
 * The two services for one store, over the connections of `agent`. Every call is one attempt: trying again is not
 * ours. Errors are the SDK's own; `failures.ts` reads them.
 */
export function connect(region: string, env: Environment, agent: Agent, credentials?: AwsCredentials) {
  const endpoints = givenEndpoints(env)
  const common = {
    region,
    maxAttempts: 1,
    logger: SILENT,
    requestHandler: { httpsAgent: agent, logger: SILENT },
    ...(credentials && { credentials }),
  }
  const sts = new STSClient({ ...common, ...given('endpoint', endpoints.sts) })
  const secrets = new SecretsManagerClient({ ...common, ...given('endpoint', endpoints.secrets) })
  return {
    callerIdentity: (signal: AbortSignal) =>
      sts.send(new GetCallerIdentityCommand({}), { abortSignal: signal }),
    assumeRole: (roleArn: string, token: string, signal: AbortSignal) =>
      sts.send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: roleArn,
          RoleSessionName: 'sotto',
          WebIdentityToken: token,
        }),
        { abortSignal: signal },
      ),
    batch: (names: string[], page: string | undefined, signal: AbortSignal) =>
      secrets.send(
        new BatchGetSecretValueCommand({
          SecretIdList: names,
          ...(page !== undefined && { NextToken: page }),
        }),
        { abortSignal: signal },
      ),
    /**
     * Does all that a batch takes but send it, as it is aborted already: afterwards the SDK's code for that is compiled.
     * Done while STS answers it takes 10 of 260 ms from signing in and fetching at 50 ms a round trip.
     */
    rehearse: () =>
      secrets
        .send(new BatchGetSecretValueCommand({ SecretIdList: ['-'] }), { abortSignal: AbortSignal.abort() })
        .catch(() => undefined),
    value: (name: string, version: { VersionId: string } | { VersionStage: string }, signal: AbortSignal) =>
      secrets.send(new GetSecretValueCommand({ SecretId: name, ...version }), { abortSignal: signal }),
    describe: (name: string, signal: AbortSignal) =>
      secrets.send(new DescribeSecretCommand({ SecretId: name }), { abortSignal: signal }),
  }
}

export type AwsConnection = ReturnType<typeof connect>

/** What a profile of the user's AWS files says about itself; `undefined` where there is none of that name. */
export async function readProfile(
  name: string,
  env: Environment,
): Promise<Readonly<Record<string, string | undefined>> | undefined> {
  return (await parseKnownFiles(files(env)))[name]
}

/** Signs in as a profile: Identity Center, `aws login`, an assumed role, a credential process, static keys. */
export function profileCredentials(
  profile: string,
  region: string,
  { env, prompt }: StoreContext,
): Promise<AwsCredentials> {
  const provider = fromIni({
    profile,
    ...files(env),
    logger: SILENT,
    ...(prompt && { mfaCodeProvider: (serial: string) => prompt.ask(`MFA code of ${serial}: `) }),
  })
  return provider({ callerClientConfig: { region: async () => region } })
}

/** Signs in at a local credential server, as containers and some profile managers have one. */
export function containerCredentials(env: Environment): Promise<AwsCredentials> {
  return fromHttp({
    ...given('awsContainerCredentialsFullUri', env.AWS_CONTAINER_CREDENTIALS_FULL_URI),
    ...given('awsContainerCredentialsRelativeUri', env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI),
    ...given('awsContainerAuthorizationToken', env.AWS_CONTAINER_AUTHORIZATION_TOKEN),
    ...given('awsContainerAuthorizationTokenFile', env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE),
    maxRetries: 0,
    logger: SILENT,
  })()
}

function files(env: Environment) {
  return {
    ...given('configFilepath', env.AWS_CONFIG_FILE),
    ...given('filepath', env.AWS_SHARED_CREDENTIALS_FILE),
  }
}

function given<Name extends string>(name: Name, value: string | undefined): { [name in Name]?: string } {
  return value ? ({ [name]: value } as { [name in Name]?: string }) : {}
}
