import type { Agent } from 'node:https'
import { within } from '../../waiting/within.ts'
import { StoreError } from '../failure.ts'
import { GITHUB_TOKEN_VARIABLES, githubToken, inGithubJob } from '../github-token.ts'
import type { Identity, StoreContext } from '../store.ts'
import type { StorePlace } from '../store-type.ts'
import { type Adc, impersonated, readAdc } from './adc.ts'
import type { AccessToken } from './client.ts'
import { signInFailureOf } from './failures.ts'
import { identityOf, workloadIdentity } from './identity.ts'
import type { Services } from './services.ts'

/** A token, and whom it stands for. */
export interface SignIn {
  token: string
  identity: Identity
  /** Project that is charged for a person's requests. */
  quotaProject?: string
}

/** Opens connections to Secret Manager and to a sign-in service: those to the latter are the agent's. */
export type OpenAgent = (signInService: string | undefined) => Promise<Agent>

const PERSON_TOKEN = 'https://oauth2.googleapis.com/token'
const WORKLOAD_TOKEN = 'https://sts.googleapis.com/v1/token'
const IMPERSONATION = 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts'

/**
 * Signs in with Application Default Credentials, else as the GitHub job we run in. `undefined`: neither is there.
 * Where one is, `openAgent` is called before anything is loaded or waited for. Throws StoreError where there are
 * credentials and they do not sign in.
 */
export async function signIn(
  place: StorePlace,
  services: Services,
  ctx: StoreContext,
  openAgent: OpenAgent,
): Promise<SignIn | undefined> {
  const adc = await readAdc(place, ctx)
  const provider = ctx.env.GOOGLE_WORKLOAD_IDENTITY_PROVIDER
  if (adc === undefined && !(provider && inGithubJob(ctx.env))) return undefined
  try {
    return await within(
      ctx.signal,
      adc === undefined
        ? asGithubJob(provider!, services, openAgent, ctx)
        : withCredentials(adc, place, services, openAgent),
    )
  } catch (error) {
    if (error instanceof StoreError) throw error
    ctx.signal.throwIfAborted()
    throw new StoreError(signInFailureOf(error))
  }
}

async function withCredentials(
  adc: Adc,
  place: StorePlace,
  services: Services,
  openAgent: OpenAgent,
): Promise<SignIn> {
  const agent = await openAgent(signInServiceOf(adc, services))
  const { accessTokenOf, clientFor, emailOfToken, impersonate } = await import('./client.ts')
  const client = clientFor(adc.file, services.auth, agent)
  const own = await accessTokenOf(client)
  const askEmail = () => emailOfToken(client, own.token)
  const identity = await identityOf(adc, own.idToken, askEmail, place.developerDomain)
  const used =
    adc.impersonationUrl === undefined ? own : await impersonate(client, services.at(adc.impersonationUrl))
  return {
    ...signInOf(used, { ...identity, takenFrom: adc.variables }),
    ...(adc.file.quota_project_id && { quotaProject: adc.file.quota_project_id }),
  }
}

/** Where the credentials are exchanged for a token; a key signs its own. */
function signInServiceOf({ file }: Adc, services: Services): string | undefined {
  return file.type === 'authorized_user' ? services.at(PERSON_TOKEN) : file.token_url
}

/** Exchanges the job's own token at the workload identity pool that the job's environment names; all in memory. */
async function asGithubJob(
  provider: string,
  services: Services,
  openAgent: OpenAgent,
  ctx: StoreContext,
): Promise<SignIn> {
  const tokenUrl = services.at(WORKLOAD_TOKEN)
  const agent = await openAgent(tokenUrl)
  const { accessTokenOf, clientForWorkload } = await import('./client.ts')
  const audience = `//iam.googleapis.com/${provider}`
  const account = ctx.env.GOOGLE_SERVICE_ACCOUNT
  const url = account && `${IMPERSONATION}/${account}:generateAccessToken`
  const client = clientForWorkload({
    audience,
    tokenUrl,
    agent,
    ...(url && { impersonationUrl: services.at(url) }),
    subjectToken: () => githubToken(`https:${audience}`, ctx),
  })
  const identity = workloadIdentity(url ? impersonated(url) : audience)
  return signInOf(await accessTokenOf(client), { ...identity, takenFrom: GITHUB_TOKEN_VARIABLES })
}

function signInOf({ token, expiresAt }: AccessToken, identity: Identity): SignIn {
  return { token, identity: { ...identity, ...(expiresAt && { expiresAt }) } }
}
