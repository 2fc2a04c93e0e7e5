import { StoreError } from '../failure.ts'
import type { StorePlace } from '../store-type.ts'
import type { AuthEndpoints } from './client.ts'
import { misconfigured } from './failures.ts'

/** Where Google's services are. */
export interface Services {
  /** Origin of Secret Manager. */
  secretManager: string
  /** Absent: Google's own. */
  auth?: AuthEndpoints
  /** Where the service is that is Google's own at `url`. */
  at(url: string): string
}

/**
 * Google's own services, unless the user's own settings name an `endpoint` that stands for all of them. It must be
 * this machine: it is for tests, and no setting sends credentials elsewhere. Throws StoreError `misconfigured`.
 */
export function servicesFor({ settings }: StorePlace): Services {
  const { endpoint } = settings
  if (endpoint === undefined) {
    return { secretManager: 'https://secretmanager.googleapis.com', at: (url) => url }
  }
  const url = URL.parse(String(endpoint))
  if (url === null || !['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)) {
    throw new StoreError(
      misconfigured('The endpoint of gcp-secret-manager in the settings must be a loopback address.'),
    )
  }
  return {
    secretManager: url.origin,
    auth: { oauth2TokenUrl: `${url.origin}/token`, tokenInfoUrl: `${url.origin}/tokeninfo` },
    at: (original) => url.origin + new URL(original).pathname,
  }
}
