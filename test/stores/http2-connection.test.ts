import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createSecureServer, type Http2SecureServer } from 'node:http2'
import { createServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openHttp2 } from '../../src/stores/http2-connection.ts'
import { canCertify, selfSigned } from './faults/certificate.ts'

const isAble = canCertify()
const NEVER = new AbortController().signal

async function listening(server: { listen(port: number, host: string): unknown; close(): unknown }) {
  server.listen(0, '127.0.0.1')
  await once(server as Http2SecureServer, 'listening')
  onTestFinished(() => void server.close())
  return new URL(`https://127.0.0.1:${((server as Http2SecureServer).address() as AddressInfo).port}`)
}

test.skipIf(!isAble)('there is no session with a server that has HTTP/1.1 alone', async () => {
  const certificate = selfSigned(['127.0.0.1'])
  const url = await listening(createServer(certificate))
  expect(await openHttp2(url, certificate.cert).use(NEVER, async () => 'used')).toBeUndefined()
})

test.skipIf(!isAble)('uses share a session until it takes no more requests', async () => {
  const certificate = selfSigned(['127.0.0.1'])
  const server = createSecureServer(certificate)
  let sessions = 0
  server.on('session', (session) => {
    sessions += 1
    onTestFinished(() => session.destroy())
  })
  const connection = openHttp2(await listening(server), certificate.cert)
  const use = () => connection.use(NEVER, async (session) => session)
  const [first, second] = await Promise.all([use(), use()])
  expect(first === second).toBe(true)
  first!.close()
  await once(first!, 'close')
  const third = await use()
  expect(third === first).toBe(false)
  await vi.waitFor(() => expect(sessions).toBe(2))
  third!.destroy()
})

test.skipIf(!isAble)('the certificate is verified', async () => {
  const url = await listening(createSecureServer(selfSigned(['127.0.0.1'])))
  await expect(openHttp2(url).use(NEVER, async () => 'used')).rejects.toMatchObject({
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  })
})

test('a server that ends the connection in the handshake is an error', async () => {
  const url = await listening(createTcpServer((socket) => socket.end()))
  await expect(openHttp2(url).use(NEVER, async () => 'used')).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test.skipIf(!existsSync('/proc/net/tcp'))(
  'a warmed connection is on its way however long its owner is busy: without /proc/net/tcp nobody can tell',
  async () => {
    const url = await listening(createTcpServer((socket) => onTestFinished(() => void socket.destroy())))
    await openHttp2(url).warm()
    // What the kernel knows of a connection at this moment, before another turn of our event loop.
    const remote = `0100007F:${Number(url.port).toString(16).padStart(4, '0').toUpperCase()}`
    const remotes = readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/)[2])
    expect(remotes).toContain(remote)
  },
)

test('who aborts does not wait for a connection', async () => {
  const url = await listening(createTcpServer((socket) => onTestFinished(() => void socket.destroy())))
  const abort = new AbortController()
  const used = openHttp2(url).use(abort.signal, async () => 'used')
  abort.abort(new Error('enough'))
  await expect(used).rejects.toThrow('enough')
})
