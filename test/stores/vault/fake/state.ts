import { type KeyObject, randomBytes } from 'node:crypto'

/** What one fake Vault knows. Names and answers are those of a real one. */
export interface State {
  /** By namespace, `''` for the root one, and mount without a slash at the end. */
  mounts: Map<string, Mount>
  tokens: Map<string, Token>
  entities: Map<string, Entity>
  /** Policies in Vault's own language, by name. */
  policies: Map<string, string>
  auths: Map<string, AuthMount>
  leases: Map<string, Lease>
  sealed: boolean
}

export type Mount =
  | { type: 'kv'; version: 1; entries: Map<string, Record<string, unknown>> }
  | { type: 'kv'; version: 2; entries: Map<string, VersionedEntry> }
  | { type: string; version: 'leasing'; roles: Map<string, { seconds: number; renewable: boolean }> }

export interface VersionedEntry {
  versions: { data: Record<string, unknown>; created: string; deleted: string }[]
  customMetadata: Record<string, string> | null
}

export interface Token {
  id: string
  displayName: string
  /** The request that made it: `auth/oidc/oidc/callback`. */
  path: string
  policies: string[]
  entityId: string
  /** How long it lives when it is made or renewed. */
  seconds: number
  expires: Date | null
}

export interface Entity {
  id: string
  name: string
  aliases: { name: string; mountType: string; mountPath: string }[]
}

export type AuthMount =
  | { type: 'userpass'; users: Map<string, string>; policies: string[]; seconds?: number }
  | {
      type: 'jwt'
      key: KeyObject
      issuer: string
      roles: Map<string, { audience: string; policies: string[] }>
    }
  | {
      type: 'oidc'
      issuer: string
      clientId: string
      clientSecret: string
      roles: Map<string, { allowedRedirectUris: string[]; userClaim: string; policies: string[] }>
      pending: Map<string, PendingSignIn>
    }

export interface PendingSignIn {
  role: string
  nonce: string
  clientNonce: string
  redirectUri: string
  verifier: string
}

export interface Lease {
  id: string
  seconds: number
  renewable: boolean
  renewals: number
  revoked: boolean
}

/** A call as a handler sees it. */
export interface Call {
  state: State
  method: string
  /** Below `/v1/`, decoded. */
  path: string
  query: URLSearchParams
  namespace: string
  body: Record<string, unknown>
  /** Absent for the requests that need none. */
  token?: Token
}

export interface Answer {
  status: number
  body?: unknown
}

export function emptyState(): State {
  return {
    mounts: new Map(),
    tokens: new Map(),
    entities: new Map(),
    policies: new Map(),
    auths: new Map(),
    leases: new Map(),
    sealed: false,
  }
}

/** Vault's envelope around what a handler has to say. */
export function envelope(content: Record<string, unknown>): Answer {
  const rest = {
    request_id: randomBytes(8).toString('hex'),
    lease_id: '',
    renewable: false,
    lease_duration: 0,
  }
  return {
    status: 200,
    body: { ...rest, data: null, wrap_info: null, warnings: null, auth: null, ...content },
  }
}

export function refusal(status: number, ...errors: string[]): Answer {
  return { status, body: { errors } }
}

/** Names a mount or auth mount across namespaces. */
export function key(namespace: string, mount: string): string {
  return namespace === '' ? mount : `${namespace}/${mount}`
}
