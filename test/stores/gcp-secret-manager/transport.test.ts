import { createServer, type ServerHttp2Session } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { failureOf } from '../../../src/stores/gcp-secret-manager/failures.ts'
import { openTransport, type Transport } from '../../../src/stores/gcp-secret-manager/transport.ts'
import { canCertify, selfSigned } from '../faults/certificate.ts'
import { startFaultServer } from '../faults/fault-server.ts'

const NEVER = new AbortController().signal

test.skipIf(!canCertify())('no certificate is taken on trust, and no request sent', async () => {
  const server = await startFaultServer(() => ({ body: '{}' }), selfSigned(['127.0.0.1']))
  onTestFinished(() => server.close())
  const failure = await openTransport(server.url).get('/', {}, NEVER).catch(failureOf)
  expect(failure).toMatchObject({ reason: 'unreachable', retryable: false, suggestion: expect.any(String) })
  expect(server.asked).toEqual([])
})

test('a hundred requests share one connection, which was made beforehand', async () => {
  const { sessions, transport } = await serving(() => {})
  transport.warm()
  await Promise.all(Array.from({ length: 100 }, (_, index) => transport.get(`/${index}`, {}, NEVER)))
  expect(sessions).toHaveLength(1)
})

test('after a connection was given up the next request makes another', async () => {
  const { sessions, transport } = await serving((session) => session.goaway())
  await transport.get('/first', {}, NEVER).catch(() => undefined)
  await Promise.all(
    sessions.map((session) => new Promise((resolve) => session.once('close', resolve).close())),
  )
  expect(await transport.get('/second', {}, NEVER).catch(failureOf)).toMatchObject({ status: 200 })
  expect(sessions).toHaveLength(2)
})

test('an aborted request ends with the reason, and leaves the others alone', async () => {
  const { transport } = await serving(() => {})
  const abort = new AbortController()
  const aborted = transport.get('/hang', {}, abort.signal)
  const other = transport.get('/other', {}, NEVER)
  abort.abort(new Error('enough'))
  await expect(aborted).rejects.toThrow('enough')
  expect(await other).toMatchObject({ status: 200 })
})

async function serving(met: (session: ServerHttp2Session) => void) {
  const sessions: ServerHttp2Session[] = []
  const server = createServer((request, response) => {
    if (request.url !== '/hang') response.end('{}')
  })
  server.on('session', (session) => {
    sessions.push(session)
    if (sessions.length === 1) met(session)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const session of sessions) session.destroy()
    server.close()
  })
  const transport: Transport = openTransport(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return { sessions, transport }
}
