import { createHash, randomBytes } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { type Answer, type AuthMount, type Call, envelope, key, refusal } from './state.ts'
import { granted, makeToken } from './tokens.ts'

/** Signing in: the requests that need no token. */
export async function signInCall(call: Call): Promise<Answer | undefined> {
  const match = /^auth\/(.+?)\/(login(?:\/.+)?|oidc\/auth_url|oidc\/callback)$/.exec(call.path)
  if (match === null || match[1] === 'token') return undefined
  const [, name, action] = match as unknown as [string, string, string]
  const mount = call.state.auths.get(key(call.namespace, name))
  if (mount?.type === 'userpass' && action.startsWith('login/'))
    return byPassword(call, mount, name, action.slice(6))
  if (mount?.type === 'jwt' && action === 'login') return byToken(call, mount, name)
  if (mount?.type === 'oidc' && action === 'oidc/auth_url') return authUrl(call, mount)
  if (mount?.type === 'oidc' && action === 'oidc/callback') return callback(call, mount, name)
  return refusal(403, 'permission denied')
}

function byPassword(
  { state, body, path }: Call,
  { users, policies, seconds }: Extract<AuthMount, { type: 'userpass' }>,
  mount: string,
  user: string,
): Answer {
  if (!users.has(user) || users.get(user) !== body.password)
    return refusal(400, 'invalid username or password')
  const alias = { name: user, mountType: 'userpass', mountPath: `auth/${mount}/` }
  return granted(
    makeToken(state, { path, displayName: `${mount}-${user}`, policies, alias, ...(seconds && { seconds }) }),
  )
}

async function byToken(
  { state, body, path }: Call,
  { key, issuer, roles }: Extract<AuthMount, { type: 'jwt' }>,
  mount: string,
): Promise<Answer> {
  const role = roles.get(String(body.role))
  if (role === undefined) return refusal(400, `role "${body.role}" could not be found`)
  try {
    const { payload } = await jwtVerify(String(body.jwt), key, { issuer, audience: role.audience })
    const alias = { name: String(payload.sub), mountType: 'jwt', mountPath: `auth/${mount}/` }
    return granted(
      makeToken(state, { path, displayName: `${mount}-${payload.sub}`, policies: role.policies, alias }),
    )
  } catch {
    return refusal(400, 'error validating token')
  }
}

type OidcMount = Extract<AuthMount, { type: 'oidc' }>

async function authUrl({ body }: Call, mount: OidcMount): Promise<Answer> {
  const role = mount.roles.get(String(body.role) || 'default')
  if (role === undefined) return refusal(400, `role "${body.role}" could not be found`)
  const redirectUri = String(body.redirect_uri)
  if (!role.allowedRedirectUris.includes(redirectUri)) return envelope({ data: { auth_url: '' } })
  const [state, nonce, verifier] = [random('st_'), random('n_'), random('')]
  mount.pending.set(state, {
    role: String(body.role) || 'default',
    nonce,
    clientNonce: String(body.client_nonce ?? ''),
    redirectUri,
    verifier,
  })
  const page = new URL((await discover(mount)).authorization_endpoint)
  page.search = new URLSearchParams({
    response_type: 'code',
    client_id: mount.clientId,
    redirect_uri: redirectUri,
    scope: 'openid email',
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString()
  return envelope({ data: { auth_url: page.href } })
}

/** The code is exchanged with the provider, and its token verified, as the real plugin does. */
async function callback({ state, query, path }: Call, mount: OidcMount, name: string): Promise<Answer> {
  const pending = mount.pending.get(query.get('state') ?? '')
  mount.pending.delete(query.get('state') ?? '')
  if (pending === undefined) return refusal(400, 'Expired or missing OAuth state.')
  if (pending.clientNonce !== query.get('client_nonce')) return refusal(400, 'invalid client_nonce')
  const role = mount.roles.get(pending.role)!
  try {
    const payload = await redeem(mount, query.get('code') ?? '', pending)
    const user = String(payload[role.userClaim])
    const alias = { name: user, mountType: 'oidc', mountPath: `auth/${name}/` }
    return granted(makeToken(state, { path, displayName: `${name}-${user}`, policies: role.policies, alias }))
  } catch {
    return refusal(400, 'Error exchanging oidc code')
  }
}

async function redeem(
  mount: OidcMount,
  code: string,
  pending: { nonce: string; redirectUri: string; verifier: string },
) {
  const { token_endpoint, jwks_uri, issuer } = await discover(mount)
  const response = await fetch(token_endpoint, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${mount.clientId}:${mount.clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: pending.redirectUri,
      code_verifier: pending.verifier,
    }),
  })
  const { id_token } = (await response.json()) as { id_token: string }
  const keys = createRemoteJWKSet(new URL(jwks_uri))
  const { payload } = await jwtVerify(id_token, keys, { issuer, audience: mount.clientId })
  if (payload.nonce !== pending.nonce) throw new Error('nonce')
  return payload
}

async function discover({ issuer }: OidcMount) {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`)
  return (await response.json()) as Record<
    'authorization_endpoint' | 'token_endpoint' | 'jwks_uri' | 'issuer',
    string
  >
}

function random(prefix: string): string {
  return prefix + randomBytes(36).toString('base64url')
}
