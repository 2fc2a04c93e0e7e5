import type { SecretValue } from '../../secret/secret-value.ts'
import { type DeveloperName, developerNameOf } from '../developer.ts'
import type { Identity } from '../store.ts'
import { dataOf, dateOf, isObject, type JsonObject, printable } from './answers.ts'
import type { VaultClient } from './client.ts'

/** What Vault's own words about a token are read with. */
export interface IdentityQuestion {
  client: VaultClient
  token: SecretValue
  /** The token was made in this process, for a workload. */
  exchangedHere: boolean
  developerDomain: string | undefined
  container: Readonly<Record<string, string>>
  signal: AbortSignal
}

/** Auth methods that only a person can pass. `jwt` and `oidc` are one plugin: there the way in decides. */
const PERSONAL_METHODS = new Set(['userpass', 'ldap', 'github', 'okta', 'radius', 'kerberos', 'saml', 'oidc'])

/** Who `token` belongs to; undefined where Vault does not accept it. Throws StoreError on any other failure. */
export async function identify(question: IdentityQuestion): Promise<Identity | undefined> {
  const { client, token, signal } = question
  const answer = await client({ method: 'GET', path: 'auth/token/lookup-self', token, signal })
  if (answer.status === 403 || answer.status === 401) return undefined
  const found = dataOf(answer)
  const expiresAt = dateOf(found.expire_time)
  const common = { container: question.container, ...(expiresAt === undefined ? {} : { expiresAt }) }
  const principal = printable(found.display_name) || 'a token without a name'
  if (question.exchangedHere) return { ...common, principal, workload: true }
  const entity = typeof found.entity_id === 'string' ? found.entity_id : ''
  if (isRoot(found)) return { ...common, principal, workload: false, shared: 'a root token' }
  if (entity === '') {
    const shared = 'a token without an entity, so that Vault cannot say whose it is'
    return { ...common, principal, workload: false, shared }
  }
  return { ...common, ...(await describe(question, found, entity, principal)) }
}

function isRoot(token: JsonObject): boolean {
  return [token.policies, token.identity_policies].some(
    (list) => Array.isArray(list) && list.includes('root'),
  )
}

/** Vault's default policy lets every token read its own entity. */
async function describe(
  { client, token, signal, developerDomain }: IdentityQuestion,
  found: JsonObject,
  entity: string,
  principal: string,
): Promise<Identity> {
  const path = `identity/entity/id/${encodeURIComponent(entity)}`
  const answer = await client({ method: 'GET', path, token, signal })
  if (answer.status === 403) {
    return { principal, workload: false, developerRefusal: 'the token may not read its own entity' }
  }
  const alias = aliasOf(dataOf(answer).aliases, found.path)
  if (alias === undefined) {
    return {
      principal,
      workload: false,
      developerRefusal: 'its entity has no single alias for the way it signed in',
    }
  }
  const named = `${printable(alias.mount_path).replace(/^auth\//, '')}${printable(alias.name)}`
  return { principal: named, ...whose(alias, found.path, developerDomain) }
}

/** The alias through whose mount the token was made; for a token made by another token, the only one. */
function aliasOf(aliases: unknown, madeBy: unknown): JsonObject | undefined {
  const all = Array.isArray(aliases) ? aliases.filter(isObject) : []
  const through = all.filter(
    ({ mount_path }) =>
      typeof mount_path === 'string' &&
      mount_path !== '' &&
      typeof madeBy === 'string' &&
      madeBy.startsWith(mount_path),
  )
  if (through.length > 0) return through.length === 1 ? through[0] : undefined
  return all.length === 1 ? all[0] : undefined
}

function whose(
  alias: JsonObject,
  madeBy: unknown,
  developerDomain: string | undefined,
): { workload: boolean; shared?: string } & DeveloperName {
  const method = printable(alias.mount_type)
  const inBrowser = typeof madeBy === 'string' && madeBy.endsWith('/oidc/callback')
  const byToken =
    (method === 'jwt' || method === 'oidc') && typeof madeBy === 'string' && /^auth\/.*\/login$/.test(madeBy)
  if (byToken || !(PERSONAL_METHODS.has(method) || inBrowser)) {
    return { workload: true, shared: `a workload's token (${method}) that was not made in this process` }
  }
  return {
    workload: false,
    ...developerNameOf(typeof alias.name === 'string' ? alias.name : '', developerDomain),
  }
}
