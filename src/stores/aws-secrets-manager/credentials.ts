import { readFile } from 'node:fs/promises'
import type { Agent } from 'node:https'
import { within } from '../../waiting/within.ts'
import { StoreError } from '../failure.ts'
import { GITHUB_TOKEN_VARIABLES, githubToken, inGithubJob } from '../github-token.ts'
import type { StoreContext } from '../store.ts'
import type { StorePlace } from '../store-type.ts'
import type { AwsCredentials } from './client.ts'
import { failureOf, garbled, signedOut } from './failures.ts'
import type { AwsOptions } from './index.ts'
import { fromProfile, profileFor, signsIn } from './profile.ts'
import { CONTAINER_VARIABLES, STATIC_VARIABLES } from './variables.ts'

/** How we are signed in. */
export interface SignIn {
  credentials: AwsCredentials
  /** Whether a token of a workload was exchanged for them in this process. */
  workload: boolean
  /** The environment variables that they were taken from. */
  variables: readonly string[]
  /** Command or step that would renew them. */
  renewal?: string
}

const AUDIENCE = 'sts.amazonaws.com'

/**
 * Finds what signs us in, in the SDK's own order: a named profile, the environment, the default profile, a workload's
 * token, a local credential server. The instance metadata service is never asked: what it gives belongs to the
 * machine, and waiting for it costs a laptop a second. `undefined`: nothing is configured. Where something is,
 * `openAgent` is called before anything is waited for. Throws StoreError where that gives no credentials.
 */
export async function findCredentials(
  place: StorePlace,
  { region }: AwsOptions,
  ctx: StoreContext,
  openAgent: () => Promise<Agent>,
): Promise<SignIn | undefined> {
  const way = await findWay(place, region, ctx)
  return way?.(await openAgent())
}

/** A way to sign in, over the connections of `agent` where it is ours to connect. */
type Way = (agent: Agent) => SignIn | Promise<SignIn>

async function findWay(place: StorePlace, region: string, ctx: StoreContext): Promise<Way | undefined> {
  const { env } = ctx
  const named = profileFor(place) ?? env.AWS_PROFILE
  if (named) return () => fromProfile(named, region, ctx)
  if (env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY) return () => fromEnvironment(env)
  if (await signsIn('default', env)) return () => fromProfile('default', region, ctx)
  const role = env.AWS_ROLE_ARN
  if (role && (env.AWS_WEB_IDENTITY_TOKEN_FILE || inGithubJob(env))) {
    return (agent) => fromWebIdentity(role, region, agent, ctx)
  }
  if (env.AWS_CONTAINER_CREDENTIALS_FULL_URI || env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI) {
    return () => fromContainer(ctx)
  }
  return undefined
}

function fromEnvironment(env: StoreContext['env']): SignIn {
  return {
    workload: false,
    variables: STATIC_VARIABLES,
    renewal: 'Renew the credentials in AWS_ACCESS_KEY_ID, or unset it to use a profile.',
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID!,
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY!,
      ...(env.AWS_SESSION_TOKEN && { sessionToken: env.AWS_SESSION_TOKEN }),
    },
  }
}

async function fromWebIdentity(
  role: string,
  region: string,
  agent: Agent,
  ctx: StoreContext,
): Promise<SignIn> {
  const file = ctx.env.AWS_WEB_IDENTITY_TOKEN_FILE
  const token = file ? await tokenIn(file) : await githubToken(AUDIENCE, ctx)
  const { connect } = await import('./client.ts')
  const { Credentials: given } = await connect(region, ctx.env, agent).assumeRole(role, token, ctx.signal)
  if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken) {
    throw new StoreError(garbled('AWS gave no credentials for the role.'))
  }
  return {
    workload: true,
    variables: file ? ['AWS_WEB_IDENTITY_TOKEN_FILE'] : GITHUB_TOKEN_VARIABLES,
    credentials: {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
      ...(given.Expiration && { expiration: given.Expiration }),
    },
  }
}

async function tokenIn(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch {
    throw signedOut('The file that AWS_WEB_IDENTITY_TOKEN_FILE names cannot be read.')
  }
}

async function fromContainer({ env, signal }: StoreContext): Promise<SignIn> {
  try {
    const { containerCredentials } = await import('./client.ts')
    const credentials = await within(signal, containerCredentials(env))
    return { workload: false, variables: CONTAINER_VARIABLES, credentials }
  } catch (error) {
    signal.throwIfAborted()
    const { reason } = failureOf(error)
    throw signedOut(
      reason === 'unreachable'
        ? 'The local AWS credential server does not answer.'
        : 'The local AWS credential server gives no credentials.',
    )
  }
}
