import { once } from 'node:events'
import { createServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
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

test.skipIf(!isAble)('requests go over the connections that were made for them', async () => {
  const { url, ca, accepted, connections } = await startServer()
  const agent = new WarmAgent(2)
  // What stands in for NODE_EXTRA_CA_CERTS, which is read when a process starts.
  agent.options.secureContext!.context.addCACert(ca)
  onTestFinished(() => agent.destroy())
  const met = accepted()
  await agent.warm(url, 1)
  await met
  const [response] = await once(get(url, { agent }), 'response')
  expect(await text(response)).toBe('here')
  expect(connections()).toBe(1)
})

test.each([
  ['nobody listens', new URL('https://127.0.0.1:1'), 1],
  ['there is no such host', new URL('https://no-such-host.invalid'), 1],
  ['no connection is asked for', new URL('https://127.0.0.1:1'), 0],
  ['the host is not one by https', new URL('http://127.0.0.1:1'), 1],
])('warming is over where %s', async (_why, url, count) => {
  const agent = new WarmAgent(1)
  await agent.warm(url, count)
  agent.destroy()
})
