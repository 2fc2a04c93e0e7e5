import type { StoreFailureReason } from '../../../src/stores/store.ts'
import type { Reply } from './fault-server.ts'

/** What can go wrong with one answer of any HTTP service, whatever it speaks. */
export interface TransportFault {
  name: string
  /** `elsewhere` is another server, which must never be asked. */
  reply(elsewhere: string): Reply
  /** What it means where the service has nothing of its own to say about it. */
  reason: StoreFailureReason
  retryable?: boolean
  /** Whether it ends only with the deadline. */
  endless?: true
}

const JSON_TYPE = { 'content-type': 'application/json' }
const PAGE = '<!doctype html><title>canary-page</title><p>Sign in to the network</p>'
const WHOLE = JSON.stringify({ note: 'canary-body', filler: 'x'.repeat(500) })

/** Answers that break off, come late, or are no answers. */
const BROKEN: readonly TransportFault[] = [
  { name: 'closes the connection', reply: () => ({ reset: true }), ...passing() },
  { name: 'never answers', reply: () => ({ hang: true }), ...passing(), endless: true },
  {
    name: 'stops in the middle of the body',
    reply: () => ({ body: WHOLE, headers: JSON_TYPE, cutAfter: 200, hang: true }),
    ...passing(),
    endless: true,
  },
  {
    name: 'sends half a body and closes',
    reply: () => ({ body: WHOLE, headers: JSON_TYPE, cutAfter: 200 }),
    ...passing(),
  },
  {
    name: 'announces a body and sends none',
    reply: () => ({ body: WHOLE, headers: JSON_TYPE, cutAfter: 0 }),
    ...passing(),
  },
  { name: 'does not speak HTTP', reply: () => ({ raw: 'canary-banner 220 ready\r\n' }), ...garbled() },
  {
    name: 'sends more header than any client takes',
    reply: () => ({ raw: `HTTP/1.1 200 OK\r\nx-filler: ${'canary-'.repeat(20_000)}\r\n\r\n` }),
    ...garbled(),
  },
]

/** Answers that are whole and make no sense. */
const SENSELESS: readonly TransportFault[] = [
  ['no body', '', JSON_TYPE],
  ['a page', PAGE, { 'content-type': 'text/html' }],
  ['a page that says it is JSON', PAGE, JSON_TYPE],
  ['JSON that ends early', '{"note": "canary-bo', JSON_TYPE],
  ['JSON null', 'null', JSON_TYPE],
  ['a JSON list', '["canary-list"]', JSON_TYPE],
  ['a JSON string', '"canary-string"', JSON_TYPE],
  ['a JSON number', '17', JSON_TYPE],
  ['an empty JSON object', '{}', JSON_TYPE],
  ['a JSON object of something else', '{"note":"canary-body"}', JSON_TYPE],
  ['a body that is no text', Buffer.from([0xff, 0xfe, 0x00, 0x80]), JSON_TYPE],
].map(([what, body, headers]) => ({
  name: `answers 200 with ${what}`,
  reply: () => ({ body, headers }) as Reply,
  ...garbled(),
}))

/** A service, or something before it, that says no without the service's own words. */
const STATUSES: readonly TransportFault[] = (
  [
    [400, garbled()],
    [401, { reason: 'unauthenticated', retryable: false }],
    [403, { reason: 'forbidden', retryable: false }],
    [404, garbled()],
    [407, garbled()],
    [418, garbled()],
    [429, { reason: 'throttled', retryable: true }],
    [500, passing()],
    [502, passing()],
    [503, passing()],
    [504, passing()],
  ] as const
).map(([status, meaning]) => ({
  name: `answers ${status} with a page`,
  reply: () => ({ status, body: PAGE, headers: { 'content-type': 'text/html' } }),
  ...meaning,
}))

const REDIRECTS: readonly TransportFault[] = [301, 302, 303, 307, 308].map((status) => ({
  name: `redirects to another host with ${status}`,
  reply: (elsewhere) => ({ status, headers: { location: `${elsewhere}/canary` } }),
  ...garbled(),
}))

/** Every fault that any store behind HTTP must survive. */
export const TRANSPORT_FAULTS: readonly TransportFault[] = [
  ...BROKEN,
  ...SENSELESS,
  ...STATUSES,
  ...REDIRECTS,
]

function passing() {
  return { reason: 'unreachable', retryable: true } as const
}

function garbled() {
  return { reason: 'invalid-response', retryable: false } as const
}
