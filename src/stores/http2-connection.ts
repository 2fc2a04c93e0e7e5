import { once } from 'node:events'
import { type ClientHttp2Session, connect as connectHttp2, constants } from 'node:http2'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { within } from '../waiting/within.ts'
import { dial } from './dial.ts'
import { secure } from './secure.ts'

/** How long connecting may take, and how long an unused connection is kept, in milliseconds. */
const LONGEST_HANDSHAKE = 10_000
const IDLE = 30_000

/** One connection, over which all requests go, and another when that has ended. An unused one keeps nothing alive. */
export interface Http2Connection {
  /** Connects while something else is done or waited for. Resolves when the connection is on its way. */
  warm(): Promise<void>
  /**
   * Calls `work` when there is a connection. `undefined` where the server speaks HTTP/1.1 alone. Rejects with Node's own
   * error, or the reason of `signal`.
   */
  use<Answer>(
    signal: AbortSignal,
    work: (session: ClientHttp2Session) => Promise<Answer>,
  ): Promise<Answer | undefined>
}

/** To the server of `url`, whose certificate is verified, against `authorities` (PEM) where they are given. */
export function openHttp2(url: URL, authorities?: string): Http2Connection {
  let kept: Promise<ClientHttp2Session | undefined> | undefined
  let underWay = 0

  const connected = () => {
    if (kept !== undefined) return kept
    const forget = () => {
      if (kept === made) kept = undefined
    }
    const made = connect(url, authorities, forget)
    made.catch(forget)
    kept = made
    return made
  }

  return {
    async warm() {
      void connected()
      await new Promise(setImmediate)
    },
    async use(signal, work) {
      signal.throwIfAborted()
      const session = await within(signal, connected())
      // Both may have come in the same turn.
      signal.throwIfAborted()
      if (session === undefined) return undefined
      underWay += 1
      session.ref()
      try {
        return await work(session)
      } finally {
        underWay -= 1
        if (underWay === 0) session.unref()
      }
    },
  }
}

/** `ended` is called when the session takes no more requests. */
async function connect(
  url: URL,
  authorities: string | undefined,
  ended: () => void,
): Promise<ClientHttp2Session | undefined> {
  const socket = url.protocol === 'https:' ? await shakeHands(url, authorities) : undefined
  if (socket !== undefined && socket.alpnProtocol !== 'h2') {
    socket.destroy()
    return undefined
  }
  const session = connectHttp2(url.origin, socket && { createConnection: () => socket })
  session.setTimeout(IDLE, () => {
    ended()
    session.close()
  })
  session.unref()
  // Whoever has a request under way meets the error there.
  return session
    .on('error', () => session.destroy())
    .on('goaway', ended)
    .on('close', ended)
}

async function shakeHands(url: URL, authorities: string | undefined): Promise<TLSSocket> {
  const [dialled] = await dial(url)
  let socket: Socket = dialled!.socket
  const tooLong = setTimeout(() => socket.destroy(timedOut()), LONGEST_HANDSHAKE)
  try {
    const securing = secure(dialled!, ['h2', 'http/1.1'], authorities)
    loadHttp2()
    const secured = await securing
    socket = secured
    await once(secured, 'secureConnect')
    return secured
  } finally {
    clearTimeout(tooLong)
  }
}

/** Node loads the module when something of it is first used: here while the server answers. */
function loadHttp2(): boolean {
  return constants !== undefined
}

function timedOut(): Error {
  return Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })
}
