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
}

/**
 * Keeps connections alive, and begins with some that were dialled before there was a request for them: while we sign in
 * at one host, the handshakes with the next one are made. Certificates are verified whatever the environment says, and
 * nothing that waits here keeps the process alive.
 */
export class WarmAgent extends Agent {
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
    this.#waiting = Map.groupBy(dialled.map(warmed), ({ dialled: { host, port } }) => `${host}:${port}`)
  }

  override createConnection(options: ConnectionOptions, callback: Callback): Duplex | null | undefined {
    const waiting = this.#waiting.get(`${options.host}:${options.port}`)?.shift()
    if (waiting === undefined) return super.createConnection(options, callback)
    waiting.dialled.socket.ref()
    waiting.secured.then((socket) => {
      const usable = socket?.destroyed === false ? socket.ref() : super.createConnection(options)
      callback(null, usable as Duplex)
    })
    return undefined
  }

  override destroy(): void {
    for (const { dialled } of [...this.#waiting.values()].flat()) dialled.socket.destroy()
    super.destroy()
  }
}

function warmed(dialled: Dialled): Waiting {
  dialled.socket.unref()
  const secured = secure(dialled, ['http/1.1']).then(
    (socket) => socket.on('error', () => socket.destroy()),
    () => undefined,
  )
  return { dialled, secured }
}
