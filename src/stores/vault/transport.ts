import * as http from 'node:http'
import * as https from 'node:https'
import { StoreError } from '../failure.ts'
import { failed, failureOfConnection } from './failures.ts'

/** One request, ready to be sent. */
export interface HttpRequest {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  /** Sent as JSON. */
  body?: object
  signal: AbortSignal
}

/** What came back. `body` is the parsed JSON; undefined where there was none. */
export interface HttpAnswer {
  status: number
  body: unknown
}

export type Transport = (request: HttpRequest) => Promise<HttpAnswer>

/** Above the largest entry that Vault's storage takes (1 MiB by default), JSON escapes included. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024

/** For one answer, in milliseconds. A caller's deadline may be shorter; signing in has none. */
const LONGEST_WAIT = 10_000

/** Enough to read a hundred paths in two waves; Vault itself sets no limit below. */
const MAX_CONNECTIONS = 64

/**
 * Sends requests the way a token needs: nothing is redirected, no proxy of the environment comes between, the answer
 * has a largest size, and the certificate is always verified, against `authorities` (PEM) where they are given.
 * Rejects with StoreError.
 */
export function openTransport(authorities?: string): Transport {
  const settings = { keepAlive: true, maxSockets: MAX_CONNECTIONS }
  const plain = new http.Agent(settings)
  const secure = new https.Agent({
    ...settings,
    rejectUnauthorized: true,
    ...(authorities === undefined ? {} : { ca: authorities }),
  })
  return (request) =>
    request.url.startsWith('https:') ? send(https, secure, request) : send(http, plain, request)
}

function send(via: typeof http | typeof https, agent: http.Agent, request: HttpRequest): Promise<HttpAnswer> {
  const { origin } = new URL(request.url)
  const content = request.body === undefined ? undefined : Buffer.from(JSON.stringify(request.body))
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(LONGEST_WAIT)])
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      if (error instanceof StoreError) reject(error)
      else if (signal.aborted) reject(new StoreError(outOfTime(origin)))
      else
        reject(
          new StoreError(failureOfConnection((error as NodeJS.ErrnoException | undefined)?.code, origin)),
        )
    }
    try {
      const outgoing = via.request(request.url, {
        agent,
        method: request.method,
        signal,
        headers: {
          ...request.headers,
          ...(content === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': content.length }),
        },
      })
      outgoing.on('error', fail)
      outgoing.on('response', (incoming) => receive(incoming).then(resolve, fail))
      outgoing.end(content)
    } catch (error) {
      fail(error)
    }
  })
}

async function receive(incoming: http.IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_ANSWER_BYTES)
      throw new StoreError(failed('invalid-response', 'Vault answers with too much.'))
    chunks.push(chunk)
  }
  const status = incoming.statusCode ?? 0
  return { status, body: parse(Buffer.concat(chunks), status, incoming.headers['content-type']) }
}

/** An error status says enough by itself, so that a proxy's page in place of JSON does not hide it. */
function parse(content: Buffer, status: number, type: string | undefined): unknown {
  if (content.length === 0) return undefined
  try {
    if (!/^application\/json\b/i.test(type ?? '')) throw new TypeError()
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content))
  } catch {
    if (status >= 300) return undefined
    throw new StoreError(failed('invalid-response', 'Vault answers with something other than JSON.'))
  }
}

function outOfTime(origin: string) {
  return failed('unreachable', `No answer in time from ${origin}.`, true)
}
