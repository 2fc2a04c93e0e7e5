import { type ClientHttp2Stream, constants } from 'node:http2'
import { openHttp2 } from '../http2-connection.ts'

export interface Answer {
  status: number
  body: Buffer
}

/**
 * One HTTP/2 connection to one origin: all requests of a batch go out at once, and there is one handshake to wait
 * for. Certificates are verified whatever the environment says; redirects are answers like any other.
 */
export function openTransport(origin: string) {
  const connection = openHttp2(new URL(origin))
  return {
    warm: connection.warm,
    /** Rejects with Node's own error, or the reason of `signal`. */
    async get(path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Answer> {
      const answer = await connection.use(signal, (session) =>
        read(session.request({ ...headers, ':path': path, accept: 'application/json' }), signal),
      )
      if (answer === undefined)
        throw Object.assign(new Error('no HTTP/2'), { code: 'ERR_HTTP2_SESSION_ERROR' })
      return answer
    },
  }
}

export type Transport = ReturnType<typeof openTransport>

function read(stream: ClientHttp2Stream, signal: AbortSignal): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const chunks: Buffer[] = []
  let status = 0
  const stop = () => {
    reject(signal.reason)
    stream.close(constants.NGHTTP2_CANCEL)
  }
  signal.addEventListener('abort', stop, { once: true })
  stream
    .on('response', (headers) => {
      status = Number(headers[':status'])
    })
    .on('data', (chunk: Buffer) => chunks.push(chunk))
    // What broke the connection stands behind the error of each of its streams.
    .on('error', (error) => reject(error.cause ?? error))
    .on('close', () => {
      signal.removeEventListener('abort', stop)
      // A connection that was closed ends its streams as if they were whole.
      const whole = stream.rstCode === constants.NGHTTP2_NO_ERROR && status !== 0
      if (whole) resolve({ status, body: Buffer.concat(chunks) })
      else reject(Object.assign(new Error('cut short'), { code: 'ECONNRESET' }))
    })
  return promise
}
