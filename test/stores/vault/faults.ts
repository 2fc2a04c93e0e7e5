import type { StoreFailureReason } from '../../../src/stores/store.ts'
import { ownKeyring } from '../../keychain/own-keyring.ts'
import { type AskedRequest, freedUrl, type Reply, startFaultServer } from '../faults/fault-server.ts'
import { TRANSPORT_FAULTS, type TransportFault } from '../faults/transport-faults.ts'
import type { Bench, BrokenBench, Fault } from '../harness.ts'
import { benchAt } from './place.ts'
import { SERVICE_FAULTS } from './service-faults.ts'
import { answerWell, REQUESTS, type RequestName } from './wire.ts'

/** Ends what would never end, long before the real deadline. */
const SHORT = 400

/** Every fault of the way, at each request of a run, and those that Vault states in its own words. */
export const vaultFaults: readonly Fault[] = [
  {
    name: 'nobody listens',
    reason: 'unreachable',
    retryable: true,
    arrange: async () => unseeded(benchAt(await freedUrl(), TOKEN)),
  },
  {
    name: 'the keychain that keeps the sign-in is locked',
    reason: 'locked',
    retryable: false,
    async arrange() {
      const keyring = await ownKeyring()
      await keyring.lock()
      return { ...unseeded(benchAt(await freedUrl(), keyring.env)), credentials: [], repair: keyring.unlock }
    },
  },
  ...(Object.keys(REQUESTS) as RequestName[]).flatMap((request) =>
    TRANSPORT_FAULTS.filter((fault) => isFailureAt(request, fault)).map((fault) =>
      transportFault(request, fault),
    ),
  ),
  ...SERVICE_FAULTS.map(
    ({ name, reason, retryable, answer, ask }): Fault => ({
      name,
      reason,
      ...(retryable !== undefined && { retryable }),
      arrange: () => served(answer, ask && { ask }),
    }),
  ),
]

const TOKEN = { VAULT_TOKEN: 'hvs.canary-fault-token' }

/** Signs in, and never answers the read. */
export function hangingBench(): Promise<Bench> {
  return served((request) => (REQUESTS.read(request) ? { hang: true } : answerWell(request)))
}

function transportFault(at: RequestName, fault: TransportFault): Fault {
  return {
    name: `${at}: the server ${fault.name}`,
    reason: reasonAt(at, fault),
    ...(fault.retryable !== undefined && { retryable: fault.retryable }),
    async arrange() {
      const elsewhere = await startFaultServer(() => ({ body: 'canary-elsewhere' }))
      const bench = await served((request) =>
        REQUESTS[at](request) ? fault.reply(elsewhere.url) : answerWell(request),
      )
      return {
        ...bench,
        ...(fault.endless && { context: { ...bench.context, signal: AbortSignal.timeout(SHORT) } }),
        async repair() {
          await bench.repair?.()
          await elsewhere.close()
          if (elsewhere.asked.length > 0) throw new Error('a redirect was followed')
        },
      }
    },
  }
}

/** A token that may not read its own entity is still signed in: `{developer}` is what it cannot have. */
function isFailureAt(at: RequestName, { reason }: TransportFault): boolean {
  return !(at === 'entity' && reason === 'forbidden')
}

/** A 403 at the look-up of the token itself says that the token is not accepted. */
function reasonAt(at: RequestName, { reason }: TransportFault): StoreFailureReason {
  return at === 'lookup' && reason === 'forbidden' ? 'unauthenticated' : reason
}

async function served(
  answer: (request: AskedRequest, index: number) => Reply,
  extra: Partial<BrokenBench> = {},
): Promise<BrokenBench> {
  const server = await startFaultServer((request) => answer(request, server.asked.length - 1))
  return { ...unseeded(benchAt(server.url, TOKEN)), ...extra, repair: () => server.close() }
}

function unseeded(bench: ReturnType<typeof benchAt>): BrokenBench {
  return {
    ...bench,
    identity: {},
    location: (label) => `storefront/dev/${label}#value`,
    seed: () => Promise.reject(new Error('a fault server keeps nothing')),
  }
}
