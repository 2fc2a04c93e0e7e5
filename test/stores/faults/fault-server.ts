import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import type { AddressInfo, Server, Socket } from 'node:net'
import { anyHttpServer, type Certificate } from './any-http-server.ts'

/** What was asked of the server. */
export interface AskedRequest {
  method: string
  /** Path and query. */
  url: string
  headers: IncomingMessage['headers']
  body: string
  /** Settles when the answer has left, or when nobody waits for it any more. */
  over: Promise<unknown>
}

/** What the server does with one request. Nothing given: 200 without a body. */
export interface Reply {
  status?: number
  headers?: Readonly<Record<string, string>>
  body?: string | Buffer
  /** Closes the connection after so many bytes of the body, of which the announced length is the whole. */
  cutAfter?: number
  /** Closes the connection without an answer. */
  reset?: true
  /** Answers with these bytes instead of HTTP, and closes. */
  raw?: string
  /** Answers nothing; with `cutAfter`, nothing more after so many bytes. The connection stays open. */
  hang?: true
}

export interface FaultServer {
  /** Origin, such as `http://127.0.0.1:41234`. */
  url: string
  /** All requests so far, in order. */
  asked: readonly AskedRequest[]
  close(): Promise<void>
}

/** Serves on loopback, in whatever version of HTTP it is asked, what `reply` says for each request, however broken. */
export async function startFaultServer(
  reply: (request: AskedRequest) => Reply | Promise<Reply>,
  certificate?: Certificate,
): Promise<FaultServer> {
  const asked: AskedRequest[] = []
  const sockets = new Set<Socket>()
  const server = anyHttpServer(async (request, response, socket) => {
    const over = new Promise((resolve) => response.once('close', resolve))
    const question = { ...(await read(request)), over }
    asked.push(question)
    send(response, socket, await reply(question))
  }, certificate)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => close(server, sockets),
  }
}

/** An address at which nobody listens. */
export async function freedUrl(): Promise<string> {
  const server = await startFaultServer(() => ({}))
  await server.close()
  return server.url
}

async function read(request: IncomingMessage | Http2ServerRequest): Promise<Omit<AskedRequest, 'over'>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  }
}

function send(response: ServerResponse | Http2ServerResponse, socket: Socket, reply: Reply): void {
  if (reply.reset) return void socket.resetAndDestroy()
  if (reply.raw !== undefined) return void socket.end(reply.raw)
  if (reply.hang && reply.cutAfter === undefined) return
  const body = Buffer.from(reply.body ?? '')
  const writable = response as ServerResponse
  writable.writeHead(reply.status ?? 200, { 'content-length': body.length, ...reply.headers })
  if (reply.cutAfter === undefined) return void writable.end(body)
  writable.write(body.subarray(0, reply.cutAfter), () => {
    if (!reply.hang) socket.destroy()
  })
}

async function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy()
  await new Promise((resolve) => server.close(resolve))
}
