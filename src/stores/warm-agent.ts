import { Agent } from 'node:https'
import { isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createSecureContext } from 'node:tls'

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
      // One for all, since each takes its time to make.
      secureContext: createSecureContext(),
    })
  }

  /**
   * Opens `count` connections to the host of `url`, if it is one by https, and resolves when they are on their way:
   * loading an SDK at once would hold them up. One that fails is forgotten: the request will meet the reason.
   */
  async warm(url: URL, count: number): Promise<void> {
    if (url.protocol !== 'https:' || count === 0) return
    const { promise: begun, resolve } = Promise.withResolvers<void>()
    const port = Number(url.port || 443)
    for (let index = 0; index < count; index += 1) {
      const socket = super.createConnection({
        ...this.options,
        host: url.hostname,
        port,
        ...(isIP(url.hostname) === 0 && { servername: url.hostname }),
      } as ConnectionOptions) as Socket
      socket.on('error', () => socket.destroy()).unref()
      socket.once('connectionAttempt', () => resolve()).once('close', () => resolve())
      const key = `${url.hostname}:${port}`
      this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), socket])
    }
    return begun
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
