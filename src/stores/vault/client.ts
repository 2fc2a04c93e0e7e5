import { SecretValue } from '../../secret/secret-value.ts'
import { StoreError } from '../failure.ts'
import { failed } from './failures.ts'
import type { HttpAnswer, Transport } from './transport.ts'

export type { HttpAnswer as VaultAnswer } from './transport.ts'

/** One request below `/v1/`. */
export interface VaultRequest {
  method: 'GET' | 'POST' | 'PUT' | 'LIST'
  /** Already encoded, as {@link encodePath} does; a query may follow. */
  path: string
  /** Absent: signing in. */
  token?: SecretValue
  /** A sealed member is opened on its way out. */
  body?: Readonly<Record<string, unknown>>
  signal: AbortSignal
}

/** Sends requests to one server and namespace. Rejects with StoreError where no answer came; every status is an answer. */
export type VaultClient = (request: VaultRequest) => Promise<HttpAnswer>

/**
 * node-vault over a transport of our own. Its default one follows redirects with the token and takes an answer of any
 * size, and its environment variables (`VAULT_TOKEN`, `VAULT_NAMESPACE`, `VAULT_PREFIX`, `VAULT_SKIP_VERIFY`) would
 * overrule the schema: what it read from them is put back here.
 */
export async function openClient(
  address: string,
  namespace: string | undefined,
  transport: Transport,
): Promise<VaultClient> {
  const { default: nodeVault } = await import('node-vault')
  const vault = nodeVault({
    endpoint: address,
    debug: () => undefined,
    // Its ready-made commands, and the check of what they are given: none is called here.
    commands: {},
    tv4: Object.assign(() => true, { validate: () => true }),
    'request-promise': { defaults: () => (options: NodeVaultOptions) => carry(transport, options) },
  })
  Object.assign(vault, { token: '', namespace: namespace ?? '', pathPrefix: '' })
  return async ({ method, path, token, body, signal }) => {
    const headers = {
      'X-Vault-Request': 'true',
      ...(token === undefined ? {} : { 'X-Vault-Token': headerOf(token) }),
    }
    try {
      return {
        status: 200,
        body: await vault.request({ path: `/${path}`, method, headers, json: body && opened(body), signal }),
      }
    } catch (error) {
      return answerOf(error)
    }
  }
}

/** For one answer, in milliseconds, where there is no deadline above. */
const LONGEST_WAIT = 10_000

/** What aborts with `signal`, and when an answer takes too long. */
export function untilTooLate(signal?: AbortSignal): AbortSignal {
  const tooLate = AbortSignal.timeout(LONGEST_WAIT)
  return signal === undefined ? tooLate : AbortSignal.any([signal, tooLate])
}

/** A path of ours, each segment encoded; the slashes stay. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

function opened(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const members = Object.entries(body).map(([name, value]) => [
    name,
    value instanceof SecretValue ? value.reveal().toString('utf8') : value,
  ])
  return Object.fromEntries(members)
}

/** What node-vault hands to its transport. */
interface NodeVaultOptions {
  method: string
  uri: string
  headers: Record<string, string>
  json?: object
  signal: AbortSignal
}

async function carry(transport: Transport, options: NodeVaultOptions) {
  const { status, body } = await transport({
    method: options.method,
    url: options.uri,
    headers: options.headers,
    signal: options.signal,
    ...(options.json === undefined ? {} : { body: options.json }),
  })
  return { statusCode: status, body, request: { path: '' } }
}

/** node-vault rejects for every status but 200 and 204, and keeps the answer. */
function answerOf(error: unknown): HttpAnswer {
  if (error instanceof StoreError) throw error
  const response = (error as { response?: { statusCode?: unknown; body?: unknown } } | undefined)?.response
  if (typeof response?.statusCode !== 'number') {
    throw new StoreError(failed('invalid-response', 'Vault answers in a way that is not understood.'))
  }
  return { status: response.statusCode, body: response.body }
}

function headerOf(token: SecretValue): string {
  const text = token.reveal().toString('latin1')
  if (!/^[\x21-\x7e]+$/.test(text))
    throw new StoreError(failed('unauthenticated', 'The token holds what no token holds.'))
  return text
}
