import { Agent } from 'node:https'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import type { Dialled } from './dial.ts'
import { secure, usualContext } from './secure.ts'

type ConnectionOptions = Parameters<Agent['createConnection']>[0]
type Callback = NonNullable<Parameters<Agent['createConnection']>[1]>

/** A connection that no request has taken yet. */
interface Waiting {
  dialled: Dialled
  /** `undefined` where it failed: the request will meet the reason. */
  secured: Promise<TLSSocket | undefined>
  /** What `secured` has come to. */
  socket?: TLSSocket | undefined
}

/**
 * Keeps connections alive, and begins with some that were dialled before there was a request for them: while we sign in
 * at one host, the handshakes with the next one are made. Certificates are verified whatever the environment says, and
 * nothing that waits here keeps the process alive.
 */
export class WarmAgent extends Agent {
  readonly #dialled: readonly Dialled[]
  readonly #waiting: Map<string, Waiting[]>

  /** `maxSockets` bounds how many requests are under way at once at one host. */
  constructor(maxSockets: number, dialled: readonly Dialled[]) {
    super({
      keepAlive: true,
      maxSockets,
      maxFreeSockets: maxSockets,
      timeout: 30_000,
      rejectUnauthorized: true,
      secureContext: usualContext(),
    })
    this.#dialled = dialled
    this.#waiting = Map.groupBy(dialled.map(warmed), ({ dialled: { host, port } }) => `${host}:${port}`)
  }

  override createConnection(options: ConnectionOptions, callback: Callback): Duplex | null | undefined {
    const waiting = this.#waiting.get(`${options.host}:${options.port}`)?.shift()
    if (waiting === undefined) return super.createConnection(options, callback)
    // At once where that can be: what comes later the agent does not count, and opens more than it may.
    if (waiting.socket?.destroyed === false) return waiting.socket.ref()
    waiting.dialled.socket.ref()
    waiting.secured.then((socket) => {
      const usable = socket?.destroyed === false ? socket.ref() : super.createConnection(options)
      callback(null, usable as Duplex)
    })
    return undefined
  }

  override destroy(): void {
    for (const { socket } of this.#dialled) socket.destroy()
    super.destroy()
  }
}

function warmed(dialled: Dialled): Waiting {
  dialled.socket.unref()
  const secured = secure(dialled, ['http/1.1']).catch(() => undefined)
  const waiting: Waiting = { dialled, secured }
  secured.then((socket) => {
    waiting.socket = socket
  })
  return waiting
}
