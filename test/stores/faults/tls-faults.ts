import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { canCertify, selfSigned } from './certificate.ts'
import { startFaultServer } from './fault-server.ts'

/** A server whose TLS is wrong, so that no request ever reaches it. */
export interface TlsFault {
  name: string
  /** What it means to every store: unreachable. */
  retryable?: boolean
  /** Whether it ends only with the deadline. */
  endless?: true
  start(): Promise<{ url: string; close(): Promise<void> }>
}

const WITH_CERTIFICATE: readonly TlsFault[] = [
  {
    name: 'shows a certificate that signs itself',
    retryable: false,
    start: () => startFaultServer(() => ({}), selfSigned(['127.0.0.1'])),
  },
  {
    name: 'shows a certificate of another host',
    retryable: false,
    start: () => startFaultServer(() => ({}), selfSigned(['store.example.com'])),
  },
]

const WITHOUT_CERTIFICATE: readonly TlsFault[] = [
  {
    name: 'speaks no TLS',
    async start() {
      const server = await startFaultServer(() => ({ body: 'canary-clear' }))
      return { ...server, url: server.url.replace('http:', 'https:') }
    },
  },
  { name: 'closes during the handshake', start: () => startRaw((socket) => socket.destroy()) },
  {
    name: 'answers the handshake with noise',
    start: () => startRaw((socket) => socket.end('canary-noise\r\n')),
  },
  { name: 'never ends the handshake', endless: true, start: () => startRaw(() => {}) },
]

/** Without openssl there are no certificates to show; then the faults that need one are left out, and it is said. */
export const TLS_FAULTS: readonly TlsFault[] = [
  ...(canCertify() ? WITH_CERTIFICATE : []),
  ...WITHOUT_CERTIFICATE,
]

/** Does `react` with the first bytes of every connection. */
async function startRaw(react: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).once('data', () => react(socket))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
