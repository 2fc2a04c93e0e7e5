import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { adminCall } from './admin.ts'
import { engineCall, leaseCall, mountCall } from './engines.ts'
import { capabilitiesOf, may } from './policy.ts'
import { signInCall } from './sign-ins.ts'
import { type Answer, type Call, emptyState, refusal, type State, type Token } from './state.ts'
import { tokenCall } from './tokens.ts'

/** A server that answers as a real Vault was observed to. */
export interface FakeVault {
  /** `http://127.0.0.1:PORT` */
  address: string
  state: State
  /** Every request, as `GET secret/data/x`, in the order of arrival. */
  requests: string[]
  stop(): Promise<void>
}

/** Starts one on a free port of this machine. `listener` puts itself in front of it, to break what passes. */
export async function startFakeVault(
  inFront: (handle: Handler) => Handler = (handle) => handle,
): Promise<FakeVault> {
  const state = emptyState()
  const requests: string[] = []
  const server = createServer(inFront((request, response) => void serve(state, requests, request, response)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}`, state, requests, stop: () => stop(server) }
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

async function serve(state: State, requests: string[], request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://fake')
  const path = decodeURIComponent(url.pathname).replace(/^\/v1\//, '')
  requests.push(`${request.method} ${path}`)
  const call: Call = {
    state,
    method: request.method ?? 'GET',
    path,
    query: url.searchParams,
    namespace: String(request.headers['x-vault-namespace'] ?? '').replace(/\/$/, ''),
    body: await bodyOf(request),
  }
  const { status, body } = await answer(call, String(request.headers['x-vault-token'] ?? ''))
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(body === undefined ? undefined : `${JSON.stringify(body)}\n`)
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

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
