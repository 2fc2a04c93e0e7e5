import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Distance {
  url: string
  /** Connections made so far. */
  connections(): number
  close(): Promise<void>
}

/**
 * Puts the server at `port`, which speaks TLS, `roundTrip` milliseconds away. Loopback connects at once, so the
 * handshake of TCP is held back as well: the first bytes arrive as if the connection had cost a round trip.
 */
export async function putAtDistance(port: number, roundTrip: number): Promise<Distance> {
  let connections = 0
  const far = createServer({ noDelay: true }, (socket) => {
    connections += 1
    const connected = performance.now() + roundTrip
    const inner = connect({ port, host: '127.0.0.1', noDelay: true })
    delay(socket, inner, () => Math.max(0, connected - performance.now()) + roundTrip / 2)
    delay(inner, socket, () => roundTrip / 2)
  }).listen(0, '127.0.0.1')
  await once(far, 'listening')

  return {
    url: `https://127.0.0.1:${(far.address() as AddressInfo).port}`,
    connections: () => connections,
    async close() {
      far.close()
    },
  }
}

/** Milliseconds by which a timer may be late: those before something is due are waited for in turns of the loop. */
const LATENESS = 2

function delay(from: Socket, to: Socket, milliseconds: () => number): void {
  const underWay: { due: number; arrive: () => void }[] = []
  const send = (arrive: () => void) => {
    underWay.push({ due: performance.now() + milliseconds(), arrive })
    if (underWay.length === 1) deliver()
  }
  const deliver = () => {
    for (let [next] = underWay; next !== undefined; [next] = underWay) {
      const rest = next.due - performance.now()
      if (rest > LATENESS) setTimeout(deliver, rest - LATENESS)
      else if (rest > 0) setImmediate(deliver)
      if (rest > 0) return
      next.arrive()
      underWay.shift()
    }
  }
  from
    .on('data', (chunk) => send(() => to.write(chunk)))
    .on('end', () => send(() => to.end()))
    .on('error', () => to.destroy())
}
