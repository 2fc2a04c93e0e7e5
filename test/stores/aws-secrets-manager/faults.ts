import { type AskedRequest, freedUrl, type Reply, startFaultServer } from '../faults/fault-server.ts'
import { TLS_FAULTS, type TlsFault } from '../faults/tls-faults.ts'
import { TRANSPORT_FAULTS, type TransportFault } from '../faults/transport-faults.ts'
import type { Bench, BrokenBench, Fault } from '../harness.ts'
import { benchAt } from './place.ts'
import { SERVICE_FAULTS } from './service-faults.ts'
import { actionOf, callerIs, DEVELOPER } from './wire.ts'

const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'ASIACANARY0000000000',
  AWS_SECRET_ACCESS_KEY: 'canary-secret-key',
  AWS_SESSION_TOKEN: 'canary-session-token',
}

/** Ends what would never end, long before the real deadline. */
const SHORT = 400

/** Every fault of the way, at sign-in and at the batch, and those that AWS states in its own words. */
export const awsFaults: readonly Fault[] = [
  {
    name: 'nobody listens',
    reason: 'unreachable',
    retryable: true,
    arrange: async () => unseeded(benchAt(await freedUrl(), CREDENTIALS)),
  },
  ...TRANSPORT_FAULTS.flatMap((fault) => [
    transportFault('GetCallerIdentity', fault),
    transportFault('BatchGetSecretValue', fault),
  ]),
  ...TLS_FAULTS.map(tlsFault),
  ...SERVICE_FAULTS.map(
    ({ name, reason, retryable, answer, ask }): Fault => ({
      name,
      reason,
      ...(retryable !== undefined && { retryable }),
      arrange: () => served(answer, ask && { ask }),
    }),
  ),
]

/** Signs in, and never answers the batch. */
export function hangingBench(): Promise<Bench> {
  return served((request) =>
    actionOf(request) === 'GetCallerIdentity' ? callerIs(DEVELOPER) : { hang: true },
  )
}

function transportFault(action: string, { name, reply, reason, retryable, endless }: TransportFault): Fault {
  return {
    name: `${action}: the server ${name}`,
    reason,
    ...(retryable !== undefined && { retryable }),
    async arrange() {
      const elsewhere = await startFaultServer(() => ({ body: 'canary-elsewhere' }))
      const bench = await served((request) =>
        actionOf(request) === action ? reply(elsewhere.url) : callerIs(DEVELOPER),
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
      const bench = unseeded(benchAt(server.url, CREDENTIALS))
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
  answer: (request: AskedRequest, index: number) => Reply,
  extra: Partial<BrokenBench> = {},
): Promise<BrokenBench> {
  const server = await startFaultServer((request) => answer(request, server.asked.length - 1))
  return { ...unseeded(benchAt(server.url, CREDENTIALS)), ...extra, repair: () => server.close() }
}

function unseeded(bench: ReturnType<typeof benchAt>): BrokenBench {
  return {
    ...bench,
    location: (label) => `storefront/dev/${label}`,
    seed: () => Promise.reject(new Error('a fault server keeps nothing')),
  }
}
