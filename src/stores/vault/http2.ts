import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  constants,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from 'node:http2'
import { openHttp2 } from '../http2-connection.ts'
import { brokenOff, readContent } from './content.ts'
import type { Carrier, Message, RawAnswer } from './transport.ts'

/**
 * One HTTP/2 connection to `origin`, and what `fallback` opens where the server does not offer it. Resolves when the
 * connection is on its way.
 */
export async function carryByHttp2(
  origin: string,
  authorities: string | undefined,
  fallback: () => Carrier,
): Promise<Carrier> {
  const connection = openHttp2(new URL(origin), authorities)
  let opened: Carrier | undefined
  // The first request, which may be a while in the making, meets what comes of it.
  await connection.warm()
  return async (message) => {
    const answer = await connection.use(message.signal, (session) => exchange(session, message))
    if (answer !== undefined) return answer
    opened ??= fallback()
    return opened(message)
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
