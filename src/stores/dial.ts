import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A connection on its way to `host`, not yet secure. */
export interface Dialled {
  host: string
  port: number
  socket: Socket
  /** Rejects with Node's own error where it cannot be made. */
  made: Promise<unknown>
}

/**
 * Begins `count` connections to the host of `url`, and resolves when they are on their way. To load TLS and to read its
 * authorities takes about as long as a near server takes to answer: whoever begins that now has it by then.
 */
export async function dial(url: URL, count = 1): Promise<Dialled[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const dialled = Array.from({ length: count }, () => begin(host, Number(url.port || 443)))
  // A numeric address is connected to in the next tick.
  await new Promise(setImmediate)
  return dialled
}

function begin(host: string, port: number): Dialled {
  // What becomes of it is told by `made`, and later by TLS.
  const socket = connect({ host, port, noDelay: true }).on('error', () => {})
  const made = once(socket, 'connect')
  made.catch(() => socket.destroy())
  return { host, port, socket, made }
}
