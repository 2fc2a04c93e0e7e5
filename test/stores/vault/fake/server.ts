import type { Certificate } from '../../faults/any-http-server.ts'
import { type AskedRequest, startFaultServer } from '../../faults/fault-server.ts'
import { adminCall } from './admin.ts'
import { engineCall, leaseCall, mountCall } from './engines.ts'
import { capabilitiesOf, may } from './policy.ts'
import { signInCall } from './sign-ins.ts'
import { type Answer, type Call, emptyState, refusal, type State, type Token } from './state.ts'
import { tokenCall } from './tokens.ts'

/** A server that answers as a real Vault was observed to. */
export interface FakeVault {
  /** `http://127.0.0.1:PORT`, or with `https:` */
  address: string
  state: State
  /** Every request, as `GET secret/data/x`, in the order of arrival. */
  requests: string[]
  /** Called with each request when its answer is made; the answer leaves when what it returns has settled. */
  beforeAnswer?: (request: string, over: Promise<unknown>) => Promise<unknown> | undefined
  stop(): Promise<void>
}

/** Starts one on a free port of this machine, for HTTP/1.1 and HTTP/2, behind TLS where it has a certificate. */
export async function startFakeVault(certificate?: Certificate): Promise<FakeVault> {
  const state = emptyState()
  const requests: string[] = []
  const server = await startFaultServer(async (request) => {
    const call = callOf(state, request)
    const asked = `${call.method} ${call.path}`
    requests.push(asked)
    const { status, body } = await answer(call, String(request.headers['x-vault-token'] ?? ''))
    await vault.beforeAnswer?.(asked, request.over)
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
    return { status, headers, ...(body !== undefined && { body: `${JSON.stringify(body)}\n` }) }
  }, certificate)
  const vault: FakeVault = { address: server.url, state, requests, stop: server.close }
  return vault
}

function callOf(state: State, { method, url: text, headers, body }: AskedRequest): Call {
  const url = new URL(text, 'http://fake')
  return {
    state,
    method,
    path: decodeURIComponent(url.pathname).replace(/^\/v1\//, ''),
    query: url.searchParams,
    namespace: String(headers['x-vault-namespace'] ?? '').replace(/\/$/, ''),
    body: body === '' ? {} : JSON.parse(body),
  }
}

async function answer(call: Call, tokenId: string): Promise<Answer> {
  if (call.state.sealed) return refusal(503, 'error performing token check: Vault is sealed')
  const signedIn = await signInCall(call)
  if (signedIn !== undefined) return signedIn
  const token = validToken(call.state, tokenId)
  if (token === undefined) return refusal(403, 'permission denied')
  const known = { ...call, token }
  const mount = mountCall(known)
  if (mount !== undefined) return mount
  if (!may(capabilitiesOf(call.state, token, call.path), call.method)) {
    return refusal(403, '1 error occurred:\n\t* permission denied\n\n')
  }
  return (
    adminCall(known) ??
    tokenCall(known) ??
    leaseCall(known) ??
    engineCall(known) ??
    refusal(404, `no handler for route "${call.path}".`)
  )
}

function validToken(state: State, id: string): Token | undefined {
  const token = state.tokens.get(id)
  return token === undefined || (token.expires !== null && token.expires.getTime() < Date.now())
    ? undefined
    : token
}
