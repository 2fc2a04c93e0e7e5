import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { createServer, get } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test, vi } from 'vitest'
import { dial } from '../../src/stores/dial.ts'
import { usualContext } from '../../src/stores/secure.ts'
import { WarmAgent } from '../../src/stores/warm-agent.ts'
import { canCertify, selfSigned } from './faults/certificate.ts'

const isAble = canCertify()

/** A server of this machine that counts the connections to it. */
async function startServer() {
  const certificate = selfSigned(['127.0.0.1'])
  const server = createServer(certificate, (_, response) => response.end('here'))
  let count = 0
  server.on('connection', () => {
    count += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return { url, ca: certificate.cert, accepted: () => once(server, 'connection'), connections: () => count }
}

test.skipIf(!isAble)(
  'requests go over the connections that were dialled for them, and then over more',
  async () => {
    const { url, ca, accepted, connections } = await startServer()
    // What stands in for NODE_EXTRA_CA_CERTS, which is read when a process starts.
    usualContext().context.addCACert(ca)
    const met = accepted()
    const agent = new WarmAgent(2, await dial(url))
    onTestFinished(() => agent.destroy())
    await met
    const responses = await Promise.all([ask(url, agent), ask(url, agent)])
    expect(await Promise.all(responses.map(text))).toEqual(['here', 'here'])
    expect(connections()).toBe(2)
  },
)

test.skipIf(!isAble)('a request that comes before its connection is made waits for it', async () => {
  const { url, ca, connections } = await startServer()
  usualContext().context.addCACert(ca)
  const agent = new WarmAgent(1, await dial(url))
  onTestFinished(() => agent.destroy())
  expect(await text(await ask(url, agent))).toBe('here')
  expect(connections()).toBe(1)
})

test.skipIf(!isAble)('no certificate is taken on trust', async () => {
  const { url } = await startServer()
  const agent = new WarmAgent(1, await dial(url))
  onTestFinished(() => agent.destroy())
  await expect(ask(url, agent)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
})

test.each([
  ['nobody listens', new URL('https://127.0.0.1:1'), 'ECONNREFUSED'],
  [
    'there is no such host',
    new URL('https://no-such-host.invalid'),
    expect.stringMatching(/^E(NOTFOUND|AI_AGAIN)$/),
  ],
])('a request meets the reason where %s', async (_why, url, code) => {
  const agent = new WarmAgent(1, await dial(url))
  onTestFinished(() => agent.destroy())
  await expect(ask(url, agent)).rejects.toMatchObject({ code })
})

test.skipIf(!isAble)('no more connections are open at once than the agent may have', async () => {
  const { url, ca, connections } = await startServer()
  usualContext().context.addCACert(ca)
  const dialled = await dial(url, 2)
  const agent = new WarmAgent(2, dialled)
  onTestFinished(() => agent.destroy())
  await Promise.all(dialled.map(({ made }) => made))
  await new Promise(setImmediate)
  await Promise.all(Array.from({ length: 10 }, async () => text(await ask(url, agent))))
  expect(connections()).toBe(2)
})

test.each([
  ['ends', (socket: Socket) => socket.end()],
  ['breaks', (socket: Socket) => socket.resetAndDestroy()],
])('a request meets the reason where the server %s each connection before TLS begins', async (_how, act) => {
  const server = createTcpServer(act).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const [dialled] = await dial(url)
  await vi.waitFor(() => expect(dialled!.socket.readable).toBe(false))
  const agent = new WarmAgent(1, [dialled!])
  onTestFinished(() => agent.destroy())
  await expect(ask(url, agent)).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test('what nobody asked for ends with the agent', async () => {
  const server = createTcpServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const met = once(server, 'connection')
  const agent = new WarmAgent(
    1,
    await dial(new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  )
  const [socket] = await met
  const closed = once(socket.resume(), 'close')
  agent.destroy()
  await closed
  expect(socket.destroyed).toBe(true)
})

async function ask(url: URL, agent: WarmAgent): Promise<IncomingMessage> {
  const [response] = await once(get(url, { agent }), 'response')
  return response
}
