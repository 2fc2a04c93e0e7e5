import type { AskedRequest, Reply } from '../faults/fault-server.ts'

export const PROJECT = 'storefront-dev'
export const NUMBER = '123456789012'
export const CLIENT_ID = 'canary-client.apps.example.com'
export const EMAIL = 'alice.jones@example.com'

/** What the sign-in service gives out for a refresh token. */
export function tokenFor(refreshToken: string): string {
  return `canary-access-of-${refreshToken}`
}

/** The answer to a request for a token, or about one; `undefined`: the request is for another service. */
export function signInReply({ url, body, headers }: AskedRequest): Reply | undefined {
  const form = new URLSearchParams(body)
  if (url === '/token') {
    const refreshToken = form.get('refresh_token')
    if (!refreshToken?.startsWith('canary-')) return json({ error: 'invalid_grant' }, 400)
    return json({
      access_token: tokenFor(refreshToken),
      expires_in: 3599,
      token_type: 'Bearer',
      ...named(refreshToken),
    })
  }
  if (url === '/tokeninfo') {
    const known = headers.authorization?.includes('canary-access')
    return known
      ? json({ email: EMAIL, email_verified: 'true', expires_in: '3599', scope: 'openid email' })
      : json({ error: 'invalid_token' }, 400)
  }
  return undefined
}

/** Half of the people have credentials whose scope names them. */
function named(refreshToken: string): { id_token?: string } {
  if (refreshToken.includes('unnamed')) return {}
  return {
    id_token: idToken({
      iss: 'https://accounts.google.com',
      aud: CLIENT_ID,
      email: EMAIL,
      email_verified: true,
    }),
  }
}

export function idToken(claims: object): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url')
  return `${part({ alg: 'RS256' })}.${part(claims)}.canary-signature`
}

export function json(body: unknown, status = 200): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}

/** An error in the shape that Google's APIs share. */
export function apiError(code: number, status: string, reason?: string): Reply {
  const info = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' }
  return json(
    { error: { code, status, message: 'canary-message', ...(reason && { details: [info] }) } },
    code,
  )
}
