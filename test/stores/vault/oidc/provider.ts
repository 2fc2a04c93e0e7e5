import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** A real OpenID Connect provider on this machine, of which one client is a Vault. */
export interface OidcProvider {
  issuer: string
  clientId: string
  clientSecret: string
  stop(): Promise<void>
}

/** Anyone may sign in, under the name they type, which becomes their e-mail address. */
export async function startOidcProvider(redirectUri: string): Promise<OidcProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = { client_id: 'vault', client_secret: 'canary-client-secret-of-vault' }
  const provider = new Provider(issuer, {
    clients: [{ ...client, application_type: 'native', redirect_uris: [redirectUri] }],
    jwks: { keys: [signingKey()] },
    cookies: { keys: ['invented-cookie-key'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, email: `${id}@example.com`, email_verified: true }),
    }),
  })
  server.on('request', provider.callback())
  return { issuer, clientId: client.client_id, clientSecret: client.client_secret, stop: () => stop(server) }
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
