import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A store on loopback that answers what it was told to, and keeps a log of who asked for what. */
export interface RecordingServer {
  url: string
  /** Paths asked for, by case and in order. */
  requests(id: string): readonly string[]
  close(): Promise<void>
}

/** Answers `/ID/identity` and `/ID/values` with what `answers` gives for the case `ID`. */
export async function startRecordingServer(
  answers: (id: string) => { identity: unknown; values: unknown },
): Promise<RecordingServer> {
  const log: { id: string; what: string }[] = []
  const server = createServer((request, response) => {
    const [id = '', what = ''] = (request.url ?? '').slice(1).split('/')
    log.push({ id, what })
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answers(id)[what as 'identity' | 'values'] ?? null))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: (id) => log.filter((entry) => entry.id === id).map(({ what }) => what),
    close: () => new Promise((done) => server.close(() => done())),
  }
}
