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
  return connect({
    socket,
    host,
    secureContext,
    ALPNProtocols: protocols,
    rejectUnauthorized: true,
    ...(isIP(host) === 0 && { servername: host }),
  })
}

let usual: SecureContext | undefined

/** The usual authorities, read once for all connections: that takes some ten milliseconds. */
export function usualContext(): SecureContext {
  usual ??= createSecureContext()
  return usual
}
