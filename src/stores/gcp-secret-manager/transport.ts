import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2'

export interface Answer {
  status: number
  body: Buffer
}

/** How long an unused connection is kept, in milliseconds. */
const IDLE = 30_000

/**
 * One HTTP/2 connection to one origin: all requests of a batch go out at once, and there is one handshake to wait
 * for. Certificates are verified whatever the environment says; redirects are answers like any other; an unused
 * connection keeps nothing alive.
 */
export function openTransport(origin: string) {
  let session: ClientHttp2Session | undefined
  let underWay = 0

  const connected = (): ClientHttp2Session => {
    if (session !== undefined && !session.closed && !session.destroyed) return session
    const opened = connect(origin, { rejectUnauthorized: true })
    // Whoever has a request under way meets the error there.
    opened.on('error', () => {}).unref()
    opened.setTimeout(IDLE, () => opened.close())
    session = opened
    return opened
  }

  return {
    /** Connects while something else is waited for. */
    warm(): void {
      connected()
    },
    /** Rejects with Node's own error, or the reason of `signal`. */
    async get(path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Answer> {
      signal.throwIfAborted()
      const current = connected()
      underWay += 1
      current.ref()
      try {
        return await read(current.request({ ...headers, ':path': path, accept: 'application/json' }), signal)
      } finally {
        underWay -= 1
        if (underWay === 0) current.unref()
      }
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
