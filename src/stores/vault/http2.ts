import { once } from 'node:events'
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect as connectHttp2,
  constants,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from 'node:http2'
import { isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { within } from '../../waiting/within.ts'
import { brokenOff, readContent } from './content.ts'
import type { Carrier, Message, RawAnswer } from './transport.ts'

/** How long a handshake may take, and how long an unused connection is kept, in milliseconds. */
const LONGEST_HANDSHAKE = 10_000
const IDLE = 30_000

/** One HTTP/2 connection to `origin`, made at once, and `fallback` where the server does not offer it. */
export function openHttp2(origin: string, authorities: string | undefined, fallback: Carrier): Carrier {
  let carrier: Promise<Carrier> | undefined

  const connected = (): Promise<Carrier> => {
    if (carrier !== undefined) return carrier
    const forget = () => {
      if (carrier === dialled) carrier = undefined
    }
    const dialled = dial(new URL(origin), authorities, forget).then((session) =>
      session ? carryOver(session) : fallback,
    )
    dialled.catch(forget)
    carrier = dialled
    return dialled
  }

  // The first request, which may be a while in the making, meets what comes of it.
  void connected()
  return async (message) => {
    const carry = await within(message.signal, connected())
    return carry(message)
  }
}

/** Undefined where the server speaks HTTP/1.1 alone. `ended` is called when the session takes no more requests. */
async function dial(
  url: URL,
  authorities: string | undefined,
  ended: () => void,
): Promise<ClientHttp2Session | undefined> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const socket = connectTls({
    host,
    port: Number(url.port || 443),
    ALPNProtocols: ['h2', 'http/1.1'],
    rejectUnauthorized: true,
    ...(isIP(host) === 0 && { servername: host }),
    ...(authorities !== undefined && { ca: authorities }),
  })
  socket.setTimeout(LONGEST_HANDSHAKE, () => socket.destroy(brokenOff()))
  await once(socket, 'secureConnect')
  socket.setTimeout(0)
  if (socket.alpnProtocol !== 'h2') {
    socket.destroy()
    return undefined
  }
  const session = connectHttp2(url.origin, { createConnection: () => socket })
  session.setTimeout(IDLE, () => session.close())
  // Whoever has a request under way meets the error there.
  return session
    .on('error', () => session.destroy())
    .on('goaway', ended)
    .on('close', ended)
}

/** An unused session keeps nothing alive. */
function carryOver(session: ClientHttp2Session): Carrier {
  let underWay = 0
  session.unref()
  return async (message) => {
    underWay += 1
    session.ref()
    try {
      return await exchange(session, message)
    } finally {
      underWay -= 1
      if (underWay === 0) session.unref()
    }
  }
}

async function exchange(
  session: ClientHttp2Session,
  { method, url, headers, content, signal }: Message,
): Promise<RawAnswer> {
  const path = `${url.pathname}${url.search}`
  const stream = session.request({ ...headers, ':method': method, ':path': path }, { signal })
  stream.end(content)
  const told = await headersOf(stream)
  const read = await readContent(stream)
  // A connection that was closed ends its streams as if they were whole.
  const length = told['content-length']
  const isWhole = stream.rstCode === constants.NGHTTP2_NO_ERROR
  if (!isWhole || (length !== undefined && Number(length) !== read.length)) throw brokenOff()
  return { status: Number(told[':status']), type: told['content-type'], content: read }
}

/** A stream can close with its connection before there are any, and without an error. */
function headersOf(stream: ClientHttp2Stream): Promise<IncomingHttpHeaders & IncomingHttpStatusHeader> {
  return new Promise((resolve, reject) => {
    stream
      .on('response', resolve)
      .on('error', reject)
      .on('close', () => reject(brokenOff()))
  })
}
