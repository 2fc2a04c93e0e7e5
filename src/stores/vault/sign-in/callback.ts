import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StoreError } from '../../failure.ts'
import { failed } from '../failures.ts'

/** What the browser brought back from the sign-in page. */
export interface Callback {
  state: string
  code: string
  /** Tells the person in the browser how it ended. */
  reply(signedIn: boolean): void
}

/** A server on this machine that waits for one browser. Disposed of, it is closed with every connection. */
export interface CallbackListener extends AsyncDisposable {
  /** Where the sign-in page sends the browser. */
  redirectUri: string
  /**
   * Waits for the one answer to the sign-in with `state`. What else arrives is refused and changes nothing: any
   * page in the browser can send us something. Throws StoreError when `signal` aborts, or the page says no.
   */
  receive(state: string, signal: AbortSignal): Promise<Callback>
}

const PATH = '/oidc/callback'

/**
 * Listens on 127.0.0.1 alone. The address in the redirect says `localhost`, as roles of Vault list it by custom.
 * Throws StoreError when the port is taken.
 */
export async function listenForCallback(port: number): Promise<CallbackListener> {
  const server = createServer()
  const bound = await new Promise<number>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StoreError(portFailure(error.code, port))),
    )
    server.listen({ host: '127.0.0.1', port }, () => resolve((server.address() as AddressInfo).port))
  })
  const host = `localhost:${bound}`
  return {
    redirectUri: `http://${host}${PATH}`,
    receive: (state, signal) =>
      new Promise((resolve, reject) => {
        let strangers = 0
        let answered = false
        signal.addEventListener('abort', () => reject(new StoreError(nobodyCame(strangers))), { once: true })
        if (signal.aborted) reject(new StoreError(nobodyCame(strangers)))
        server.on('request', (request: IncomingMessage, response: ServerResponse) => {
          const parameters = parametersOf(request, [host, `127.0.0.1:${bound}`])
          if (parameters === undefined || answered) return refuse(response, 404)
          if (parameters.get('state') !== state) {
            strangers += 1
            return refuse(response, 400)
          }
          answered = true
          const code = parameters.get('code')
          if (code) return resolve({ state, code, reply: (signedIn) => show(response, signedIn) })
          show(response, false)
          reject(new StoreError(failed('unauthenticated', 'The sign-in page did not let you in.')))
        })
      }),
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      const impatient = setTimeout(() => server.closeAllConnections(), 500)
      await closed
      clearTimeout(impatient)
    },
  }
}

/** The query of a request to us, undefined for any other: another host name means that somebody else's page found us. */
function parametersOf(request: IncomingMessage, hosts: readonly string[]): URLSearchParams | undefined {
  if (request.method !== 'GET' || !hosts.includes(request.headers.host ?? '')) return undefined
  const [path, query = ''] = (request.url ?? '').split('?', 2)
  return path === PATH ? new URLSearchParams(query) : undefined
}

function show(response: ServerResponse, signedIn: boolean): void {
  const text = signedIn ? 'Signed in. You can close this page.' : 'Not signed in. The terminal says why.'
  answer(response, 200, `<!doctype html><meta charset="utf-8"><title>sotto</title><p>${text}</p>`)
}

function refuse(response: ServerResponse, status: number): void {
  answer(
    response,
    status,
    '<!doctype html><meta charset="utf-8"><title>sotto</title><p>This is not the sign-in that was started.</p>',
  )
}

/** The page holds nothing of the request, and the code in its address goes nowhere. */
function answer(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  })
  response.end(page)
}

function nobodyCame(strangers: number) {
  const others = strangers === 0 ? '' : ' Something else tried to answer in its place and was refused.'
  return failed('unauthenticated', `The sign-in in the browser did not come to an end.${others}`)
}

function portFailure(code: string | undefined, port: number) {
  const why = code === 'EADDRINUSE' ? 'is taken by another program' : 'cannot be listened on'
  return {
    ...failed('misconfigured', `Port ${port} of this machine, to which the browser comes back, ${why}.`),
    suggestion:
      'end the other sign-in, or set stores.vault.callbackPort in your own settings to a port that the role allows',
  }
}
