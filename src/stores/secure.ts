import { isIP } from 'node:net'
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls'
import type { Dialled } from './dial.ts'

/**
 * Begins TLS over a connection as soon as that is made. The server's certificate is verified whatever the environment
 * says, against `authorities` (PEM) where they are given. Rejects with Node's own error where the connection cannot be
 * made; what becomes of the handshake the socket tells.
 */
export async function secure(
  { host, socket, made }: Dialled,
  protocols: string[],
  authorities?: string,
): Promise<TLSSocket> {
  const secureContext = authorities === undefined ? usualContext() : createSecureContext({ ca: authorities })
  await made
  // TLS over a connection that is closed already would wait for ever.
  if (!socket.readable || !socket.writable) throw Object.assign(new Error('closed'), { code: 'ECONNRESET' })
  const secured = connect({
    socket,
    host,
    secureContext,
    ALPNProtocols: protocols,
    rejectUnauthorized: true,
    ...(isIP(host) === 0 && { servername: host }),
  })
  // Whoever uses it hears of it all the same; one that nobody uses any more may fail, too.
  return secured.on('error', () => {})
}

let usual: SecureContext | undefined

/** The usual authorities, read once for all connections: that takes some ten milliseconds. */
export function usualContext(): SecureContext {
  usual ??= createSecureContext()
  return usual
}
