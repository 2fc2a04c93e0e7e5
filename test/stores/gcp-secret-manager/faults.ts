import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AskedRequest, freedUrl, type Reply, startFaultServer } from '../faults/fault-server.ts'
import { TLS_FAULTS, type TlsFault } from '../faults/tls-faults.ts'
import { TRANSPORT_FAULTS, type TransportFault } from '../faults/transport-faults.ts'
import type { Bench, BrokenBench, Fault } from '../harness.ts'
import { benchAt } from './place.ts'
import { SERVICE_FAULTS } from './service-faults.ts'
import { signInReply } from './wire.ts'

const REFRESH_TOKEN = 'canary-refresh'

/** Ends what would never end, long before the real deadline. */
const SHORT = 400

/** Every fault of the way, at the token and at the access, and those that Google states in its own words. */
export const gcpFaults: readonly Fault[] = [
  {
    name: 'nobody listens',
    reason: 'unreachable',
    retryable: true,
    arrange: async () => benchOf(await freedUrl()),
  },
  ...TRANSPORT_FAULTS.flatMap((fault) => [
    transportFault('token', (request) => request.url === '/token', fault),
    transportFault('access', (request) => request.url.endsWith(':access'), fault),
  ]),
  ...TLS_FAULTS.map(tlsFault),
  ...SERVICE_FAULTS.map(
    ({ name, reason, retryable, answer, ask }): Fault => ({
      name,
      reason,
      ...(retryable !== undefined && { retryable }),
      arrange: () => served((request) => answer(request) ?? signInReply(request) ?? {}, ask && { ask }),
    }),
  ),
]

/** Signs in, and never answers an access. */
export function hangingBench(): Promise<Bench> {
  return served((request) => signInReply(request) ?? { hang: true })
}

function transportFault(
  step: string,
  concerns: (request: AskedRequest) => boolean,
  { name, reply, reason, retryable, endless }: TransportFault,
): Fault {
  return {
    name: `${step}: the server ${name}`,
    reason,
    ...(retryable !== undefined && { retryable }),
    async arrange() {
      const elsewhere = await startFaultServer(() => ({ body: 'canary-elsewhere' }))
      const bench = await served((request) =>
        concerns(request) ? reply(elsewhere.url) : (signInReply(request) ?? {}),
      )
      return {
        ...bench,
        ...(endless && { context: { ...bench.context, signal: AbortSignal.timeout(SHORT) } }),
        async repair() {
          await bench.repair?.()
          await elsewhere.close()
          if (elsewhere.asked.length > 0) throw new Error('a redirect was followed')
        },
      }
    },
  }
}

function tlsFault({ name, retryable, endless, start }: TlsFault): Fault {
  return {
    name: `the server ${name}`,
    reason: 'unreachable',
    ...(retryable !== undefined && { retryable }),
    async arrange() {
      const server = await start()
      const bench = await benchOf(server.url)
      return {
        ...bench,
        ...(endless && { context: { ...bench.context, signal: AbortSignal.timeout(SHORT) } }),
        async repair() {
          await bench.repair?.()
          await server.close()
        },
      }
    },
  }
}

async function served(
  answer: (request: AskedRequest) => Reply,
  extra: Partial<BrokenBench> = {},
): Promise<BrokenBench> {
  const server = await startFaultServer(answer)
  const bench = await benchOf(server.url)
  return {
    ...bench,
    ...extra,
    async repair() {
      await bench.repair?.()
      await server.close()
    },
  }
}

async function benchOf(url: string): Promise<BrokenBench> {
  const folder = await mkdtemp(join(tmpdir(), 'sotto-gcp-fault-'))
  return {
    ...(await benchAt(url, folder, REFRESH_TOKEN)),
    location: (label) => `storefront-${label}`,
    seed: () => Promise.reject(new Error('a fault server keeps nothing')),
    repair: () => rm(folder, { recursive: true }),
  }
}
