import type { Agent } from 'node:https'
import {
  type AuthClient,
  ExternalAccountAuthorizedUserClient,
  IdentityPoolClient,
  JWT,
  UserRefreshClient,
} from 'google-auth-library'
import type { AdcFile } from './adc.ts'

export type { AuthClient }

/** Where Google's own sign-in services are; others stand here in tests only. */
export interface AuthEndpoints {
  oauth2TokenUrl: string
  tokenInfoUrl: string
}

/** A token and what came with it. */
export interface AccessToken {
  token: string
  expiresAt?: Date
  /** The OpenID Connect token that names the person, where the credentials were given with that scope. */
  idToken?: string
}

const SCOPES = ['https://www.googleapis.com/auth/cloud-platform']

/** The library's client for Application Default Credentials of one of the kinds that a person or a workload has. */
export function clientFor(file: AdcFile, endpoints: AuthEndpoints | undefined, agent: Agent): AuthClient {
  return strict(makeClient(file, endpoints), agent)
}

function makeClient(file: AdcFile, endpoints: AuthEndpoints | undefined): AuthClient {
  const content = file as unknown as Record<string, string>
  switch (file.type) {
    case 'authorized_user':
      return new UserRefreshClient({
        clientId: content.client_id!,
        clientSecret: content.client_secret!,
        refreshToken: content.refresh_token!,
        ...(endpoints && { endpoints }),
      })
    case 'service_account':
      return new JWT({
        email: content.client_email!,
        key: content.private_key!,
        scopes: SCOPES,
      })
    case 'external_account_authorized_user':
      return new ExternalAccountAuthorizedUserClient({
        ...(file as object),
      } as ConstructorParameters<typeof ExternalAccountAuthorizedUserClient>[0])
    case 'external_account':
      return poolClient(file as object)
  }
}

/** Where a workload's tokens are exchanged, and where they come from. */
export interface WorkloadExchange {
  audience: string
  tokenUrl: string
  impersonationUrl?: string
  agent: Agent
  subjectToken(): Promise<string>
}

/** Exchanges tokens of a workload, each asked for when it is needed, at a workload identity pool. */
export function clientForWorkload(exchange: WorkloadExchange): AuthClient {
  const client = poolClient({
    type: 'external_account',
    audience: exchange.audience,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: exchange.tokenUrl,
    subject_token_supplier: { getSubjectToken: () => exchange.subjectToken() },
    ...(exchange.impersonationUrl && { service_account_impersonation_url: exchange.impersonationUrl }),
  })
  return strict(client, exchange.agent)
}

/** Signs in. Rejects with the library's own errors, which `failures.ts` reads. */
export async function accessTokenOf(client: AuthClient): Promise<AccessToken> {
  if (client instanceof JWT) return signedToken(client)
  const { token } = await client.getAccessToken()
  if (typeof token !== 'string') throw new SyntaxError()
  const { expiry_date: expiry, id_token: idToken } = client.credentials
  return { token, ...(expiry && { expiresAt: new Date(expiry) }), ...(idToken && { idToken }) }
}

/** A key signs its own token, which Google's services take as it is: there is nothing to exchange. */
async function signedToken(client: JWT): Promise<AccessToken> {
  client.useJWTAccessWithScope = true
  const headers = await client.getRequestHeaders()
  return { token: `${headers.get('authorization')}`.replace(/^Bearer /, '') }
}

/** A token of the service account at `url`, given out for the person whose token is `token`. */
export async function impersonate(client: AuthClient, url: string): Promise<AccessToken> {
  const { data } = await client.request<{ accessToken?: string; expireTime?: string }>({
    url,
    method: 'POST',
    data: { scope: SCOPES, lifetime: '3600s' },
  })
  if (typeof data?.accessToken !== 'string') throw new SyntaxError()
  return { token: data.accessToken, ...(data.expireTime && { expiresAt: new Date(data.expireTime) }) }
}

/** The e-mail address that Google says a token of a person is for. */
export async function emailOfToken(client: AuthClient, token: string): Promise<string | undefined> {
  if (!(client instanceof UserRefreshClient)) return undefined
  const info = await client.getTokenInfo(token)
  // The service writes booleans as text.
  return `${info.email_verified}` === 'true' ? info.email : undefined
}

function poolClient(options: object): AuthClient {
  return new IdentityPoolClient({ scopes: SCOPES, ...options } as ConstructorParameters<
    typeof IdentityPoolClient
  >[0])
}

/**
 * One attempt a request, since trying again is not ours; no redirect, which would carry credentials elsewhere; and no
 * connections but our own.
 */
function strict(client: AuthClient, agent: Agent): AuthClient {
  client.transporter.interceptors.request.add({
    resolved: async (config) =>
      Object.assign(config, {
        retryConfig: { retry: 0 },
        redirect: 'error',
        ...(config.url.protocol === 'https:' && { agent }),
      }),
  })
  return client
}
