import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTruthTable } from './evidence.ts'
import { carryOut } from './pipeline.ts'
import { type RecordingServer, startRecordingServer } from './recording-server.ts'

const rows = readTruthTable()
const REQUESTS = { none: [], identity: ['identity'], values: ['identity', 'values'] }
const KINDS: Record<string, string[]> = {
  environment: ['not-development'],
  location: ['not-development'],
  container: ['not-development', 'wrong-account'],
  identity: ['credential'],
  metadata: ['not-development'],
  'live-format': ['not-development'],
}

describe('locks x stores x evidence', () => {
  let server: RecordingServer

  beforeAll(async () => {
    server = await startRecordingServer((id) => {
      const { identity, tags, value } = rows.find((row) => row.id === id)!.evidence
      return { identity, values: { tags, value } }
    })
  })
  afterAll(() => server.close())

  test('the table has 200 rows or more, and every lock refuses in some of every store', () => {
    expect(rows.length).toBeGreaterThanOrEqual(200)
    const refused = new Set(rows.map(({ id, expect: lock }) => `${id.split('-')[1]} ${lock}`))
    for (const lock of ['environment', 'location', 'container', 'identity', 'metadata', 'live-format']) {
      for (const store of ['aws', 'gcp', 'vault']) {
        expect(refused).toContain(`${store} ${lock}`)
      }
    }
  })

  test.each(rows.map((row) => [row.title, row] as const))('%s', async (_, row) => {
    const { refusals, released } = await carryOut(row.evidence, `${server.url}/${row.id}`)
    expect(refusals.map(({ lock }) => lock)).toEqual(row.expect === 'released' ? [] : [row.expect])
    for (const { kind, message } of refusals) {
      expect(KINDS[row.expect]).toContain(kind)
      expect(message).toMatch(/^[^\p{Cc}]{20,300}$/u)
    }
    expect(released).toEqual(row.expect === 'released' ? ['DATABASE_URL'] : [])
    expect(server.requests(row.id)).toEqual(REQUESTS[row.requests])
  })
})
