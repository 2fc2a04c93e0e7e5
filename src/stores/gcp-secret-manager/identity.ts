import { developerNameOf } from '../developer.ts'
import type { Identity } from '../store.ts'
import { type Adc, type AdcFile, impersonated } from './adc.ts'

const ISSUERS: readonly unknown[] = ['https://accounts.google.com', 'accounts.google.com']

/**
 * Whom these credentials stand for, as Google has verified it. `askEmail` is called where the identity token does not
 * tell. A person may act through a service account.
 */
export async function identityOf(
  { file, impersonationUrl }: Adc,
  idToken: string | undefined,
  askEmail: () => Promise<string | undefined>,
  developerDomain: string | undefined,
): Promise<Identity> {
  const identity = await ownIdentity(file, idToken, askEmail, developerDomain)
  if (impersonationUrl === undefined) return identity
  return { ...identity, principal: `${impersonated(impersonationUrl)} through ${identity.principal}` }
}

/** A machine's identity, exchanged in this process. */
export function workloadIdentity(principal: string): Identity {
  return { principal, workload: true }
}

async function ownIdentity(
  file: AdcFile,
  idToken: string | undefined,
  askEmail: () => Promise<string | undefined>,
  developerDomain: string | undefined,
): Promise<Identity> {
  switch (file.type) {
    case 'authorized_user': {
      const email = emailIn(idToken, file.client_id) ?? (await askEmail())
      return email === undefined
        ? person('a Google account', { developerRefusal: 'the credentials do not show an e-mail address' })
        : person(email, developerNameOf(email, developerDomain))
    }
    case 'service_account':
      return {
        principal: `${file.client_email}`,
        workload: false,
        shared: 'it is the key of a service account',
      }
    case 'external_account_authorized_user':
      return workforce(file)
    case 'external_account': {
      const url = file.service_account_impersonation_url
      if (file.audience?.includes('/workforcePools/')) return workforce(file)
      return workloadIdentity(url === undefined ? `${file.audience}` : impersonated(url))
    }
  }
}

function workforce({ audience }: AdcFile): Identity {
  return person(`${audience}`, { developerRefusal: 'a workforce pool shows no e-mail address' })
}

function person(principal: string, name: Pick<Identity, 'developer' | 'developerRefusal'>): Identity {
  return { principal, workload: false, ...name }
}

/**
 * The verified address in an identity token that came straight from Google's token endpoint, which spares a
 * request: OpenID Connect Core 3.1.3.7 lets TLS stand for the signature there. Never for a token from elsewhere.
 */
function emailIn(idToken: string | undefined, clientId: string | undefined): string | undefined {
  const claims = claimsOf(idToken)
  const trusted = ISSUERS.includes(claims.iss) && claims.aud === clientId && claims.email_verified === true
  return trusted && typeof claims.email === 'string' ? claims.email : undefined
}

function claimsOf(idToken = ''): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()))
  } catch {
    return {}
  }
}
