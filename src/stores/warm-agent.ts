import { Agent } from 'node:https'
import { isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

type ConnectionOptions = Parameters<Agent['createConnection']>[0]
type Callback = Parameters<Agent['createConnection']>[1]

/**
 * Keeps connections alive, and opens some before there is a request for them: while we sign in at one host, the
 * handshakes with the next one are made. Certificates are verified whatever the environment says, and nothing
 * that waits here keeps the process alive.
 */
export class WarmAgent extends Agent {
  readonly #waiting = new Map<string, Socket[]>()

  /** `maxSockets` bounds how many requests are under way at once at one host. */
  constructor(maxSockets: number) {
    super({
      keepAlive: true,
      maxSockets,
      maxFreeSockets: maxSockets,
      timeout: 30_000,
      rejectUnauthorized: true,
    })
  }

  /** Opens `count` connections to the host of `url`; a failed one is forgotten, the request will meet the reason. */
  warm(url: URL, count: number): void {
    const port = Number(url.port || 443)
    for (let index = 0; index < count; index += 1) {
      const socket = super.createConnection({
        ...this.options,
        host: url.hostname,
        port,
        ...(isIP(url.hostname) === 0 && { servername: url.hostname }),
      } as ConnectionOptions) as Socket
      socket.on('error', () => socket.destroy()).unref()
      const key = `${url.hostname}:${port}`
      this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), socket])
    }
  }

  override createConnection(options: ConnectionOptions, callback?: Callback): Duplex | null | undefined {
    const waiting = this.#waiting.get(`${options.host}:${options.port}`) ?? []
    for (let socket = waiting.shift(); socket !== undefined; socket = waiting.shift()) {
      if (!socket.destroyed) return socket.ref()
    }
    return super.createConnection(options, callback)
  }

  override destroy(): void {
    for (const sockets of this.#waiting.values()) for (const socket of sockets) socket.destroy()
    super.destroy()
  }
}
