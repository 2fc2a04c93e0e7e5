import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import {
  createServer as createHttp2Server,
  createSecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2'
import { createServer, type Server, type Socket } from 'node:net'
import { Duplex } from 'node:stream'

/** Key and certificate in PEM. */
export interface Certificate {
  key: string
  cert: string
}

export type Handler = (
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
  /** The connection itself, to be broken. */
  socket: Socket,
) => void

/** A server of HTTP/1.1 and HTTP/2 on one port: chosen by ALPN with a certificate, else by the client's first bytes. */
export function anyHttpServer(handle: Handler, certificate?: Certificate): Server {
  return certificate ? secureServer(handle, certificate) : clearServer(handle)
}

function secureServer(handle: Handler, certificate: Certificate): Server {
  const sockets = new Map<number | undefined, Socket>()
  const server = createSecureServer({ ...certificate, allowHTTP1: true }, (request, response) =>
    handle(request, response, sockets.get(request.socket.remotePort)!),
  )
  return server.on('connection', (socket: Socket) => {
    const { remotePort } = socket
    sockets.set(remotePort, socket)
    socket.on('close', () => sockets.delete(remotePort))
  })
}

function clearServer(handle: Handler): Server {
  return createServer((socket) => {
    socket.once('data', (start: Buffer) => {
      socket.pause()
      socket.unshift(start)
      if (start.toString('latin1', 0, 3) === 'PRI') {
        // HTTP/2 reads a socket below its stream, where what was put back is missed: a plain stream hides it.
        const stream = Duplex.from({ readable: socket, writable: socket }).on('error', () => {})
        createHttp2Server((request, response) => handle(request, response, socket)).emit('connection', stream)
      } else {
        createHttpServer((request, response) => handle(request, response, socket)).emit('connection', socket)
        socket.resume()
      }
    })
  })
}
