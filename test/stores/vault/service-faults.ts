import type { StoreFailureReason } from '../../../src/stores/store.ts'
import type { AskedRequest, Reply } from '../faults/fault-server.ts'
import type { BrokenBench } from '../harness.ts'
import { answerWell, json, REQUESTS, type RequestName, refused } from './wire.ts'

/** Something that Vault says in its own words, or that only a Vault can get wrong. */
export interface ServiceFault {
  name: string
  reason: StoreFailureReason
  retryable?: boolean
  answer(request: AskedRequest, index: number): Reply
  ask?: NonNullable<BrokenBench['ask']>
}

/** Above what any secret is: the answer is cut off, not kept. */
const HUGE = 5 * 1024 * 1024

export const SERVICE_FAULTS: readonly ServiceFault[] = [
  at('lookup', 'the token has ended', 'unauthenticated', refused(403, 'permission denied')),
  at('lookup', 'a token that is no token', 'unauthenticated', refused(403, 'bad token')),
  {
    name: 'the token ends between sign-in and read',
    reason: 'unauthenticated',
    retryable: false,
    answer: (request, index) =>
      index > 0 && (REQUESTS.lookup(request) || REQUESTS.read(request))
        ? refused(403, 'permission denied')
        : answerWell(request),
  },
  at(
    'read',
    'the policy denies the path',
    'forbidden',
    refused(403, '1 error occurred:\n\t* permission denied\n\n'),
  ),
  at(
    'mount',
    'the policy shows nothing of the mount',
    'forbidden',
    refused(403, 'preflight capability check returned 403'),
  ),
  ...(['lookup', 'entity', 'mount', 'read'] as const).flatMap((name) => [
    at(
      name,
      'Vault is sealed',
      'unreachable',
      refused(503, 'error performing token check: Vault is sealed'),
      true,
    ),
    at(
      name,
      'too many requests',
      'throttled',
      refused(429, 'request path "canary": rate limit quota exceeded'),
      true,
    ),
    at(name, 'an internal error with a value in its text', 'unreachable', refused(500, 'canary-value'), true),
    at(name, 'an endless answer', 'invalid-response', json(200, { data: 'canary-'.repeat(HUGE / 7) })),
    at(name, 'a compressed answer', 'invalid-response', {
      ...json(200, {}),
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: Buffer.from('1f8b0800canary', 'latin1'),
    }),
  ]),
  at(
    'read',
    'a replica that lags behind',
    'unreachable',
    refused(412, 'required index state not present'),
    true,
  ),
  at('read', 'a read that the engine does not know', 'misconfigured', refused(405, 'unsupported operation')),
  at(
    'read',
    'a request that the engine does not take',
    'misconfigured',
    refused(400, 'canary-value is no role'),
  ),
  at('read', 'a mount that is gone', 'misconfigured', refused(404, 'no handler for route "secret/data/x"')),
  at(
    'read',
    'data that is a list',
    'invalid-response',
    json(200, { data: { data: ['canary-value'], metadata: {} } }),
  ),
  at(
    'read',
    'data that is a text',
    'invalid-response',
    json(200, { data: { data: 'canary-value', metadata: {} } }),
  ),
  at('read', 'no metadata', 'invalid-response', json(200, { data: { data: { value: 'canary-value' } } })),
  at(
    'read',
    'a value of KV version 1 at a mount of version 2',
    'invalid-response',
    json(200, { data: { value: 'canary' } }),
  ),
  at('mount', 'a mount without a type', 'invalid-response', json(200, { data: { path: 'secret/' } })),
  at('mount', 'a mount without a path', 'invalid-response', json(200, { data: { type: 'kv' } })),
  at(
    'mount',
    'a mount that is inside of another',
    'misconfigured',
    json(200, { data: { type: 'kv', path: 'sec/' } }),
  ),
  at(
    'mount',
    'an engine of the server itself',
    'misconfigured',
    json(200, { data: { type: 'system', path: 'secret/' } }),
  ),
  {
    name: 'one path of three is denied and one broken',
    reason: 'forbidden',
    answer(request) {
      if (request.url.endsWith('/denied')) return refused(403, 'permission denied')
      if (request.url.endsWith('/broken')) return json(200, { data: 'canary' })
      return answerWell(request)
    },
    ask: [
      { location: 'denied#value', outcome: 'forbidden' },
      { location: 'fine#value', outcome: 'found' },
      { location: 'broken#value', outcome: 'invalid-response' },
    ],
  },
]

function at(
  name: RequestName,
  what: string,
  reason: StoreFailureReason,
  reply: Reply,
  retryable = false,
): ServiceFault {
  return {
    name: `${name}: ${what}`,
    reason,
    retryable,
    answer: (request) => (REQUESTS[name](request) ? reply : answerWell(request)),
  }
}
