import { StoreError } from '../failure.ts'
import { failed, failureOfConnection } from './failures.ts'
import { openHttp1 } from './http1.ts'
import { carryByHttp2 } from './http2.ts'

/** One request, ready to be sent. */
export interface HttpRequest {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  /** Sent as JSON. */
  body?: object
  signal: AbortSignal
}

/** What came back. `body` is the parsed JSON; undefined where there was none, or an error came with something else. */
export interface HttpAnswer {
  status: number
  body: unknown
}

export type Transport = (request: HttpRequest) => Promise<HttpAnswer>

/** A request as it goes over a connection. */
export interface Message {
  method: string
  url: URL
  headers: Readonly<Record<string, string | number>>
  content: Buffer | undefined
  signal: AbortSignal
}

/** Rejects with Node's own errors, or StoreError. */
export type Carrier = (message: Message) => Promise<RawAnswer>

export interface RawAnswer {
  status: number
  type: string | undefined
  content: Buffer
}

/**
 * Sends requests to one origin the way a token needs: nothing is redirected, no proxy of the environment comes between,
 * an answer has a largest size, and the certificate is always verified, against `authorities` (PEM) where they are
 * given. Over TLS all requests share one HTTP/2 connection where the server has it. Rejects with StoreError; an answer is
 * waited for until the request's signal aborts.
 */
export async function openTransport(origin: string, authorities?: string): Promise<Transport> {
  const http1 = () => openHttp1(authorities)
  const carry = origin.startsWith('https:') ? await carryByHttp2(origin, authorities, http1) : http1()
  return async ({ method, url, headers, body, signal }) => {
    const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body))
    const about = content && { 'content-type': 'application/json', 'content-length': content.length }
    try {
      signal.throwIfAborted()
      return parse(
        await carry({ method, url: new URL(url), headers: { ...headers, ...about }, content, signal }),
      )
    } catch (error) {
      if (error instanceof StoreError) throw error
      if (signal.aborted)
        throw new StoreError(failed('unreachable', `No answer in time from ${origin}.`, true))
      throw new StoreError(failureOfConnection(error, origin))
    }
  }
}

/** An error status says enough by itself, so that a proxy's page in place of JSON does not hide it. */
function parse({ status, type, content }: RawAnswer): HttpAnswer {
  if (content.length === 0) return { status, body: undefined }
  try {
    if (!/^application\/json\b/i.test(type ?? '')) throw new TypeError()
    return { status, body: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content)) }
  } catch {
    if (status >= 300) return { status, body: undefined }
    throw new StoreError(failed('invalid-response', 'Vault answers with something other than JSON.'))
  }
}
