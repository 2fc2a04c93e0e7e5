import { nobodyListens, seedNothing, statedFault, tlsFault, transportFault } from '../faults/arrange.ts'
import { type AskedRequest, type Reply, startFaultServer } from '../faults/fault-server.ts'
import { TLS_FAULTS } from '../faults/tls-faults.ts'
import { TRANSPORT_FAULTS } from '../faults/transport-faults.ts'
import type { Bench, BrokenBench, Fault } from '../harness.ts'
import { benchAt } from './place.ts'
import { SERVICE_FAULTS } from './service-faults.ts'
import { actionOf, callerIs, DEVELOPER } from './wire.ts'

const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'ASIACANARY0000000000',
  AWS_SECRET_ACCESS_KEY: 'canary-secret-key',
  AWS_SESSION_TOKEN: 'canary-session-token',
}

/** Every fault of the way, at sign-in and at the batch, and those that AWS states in its own words. */
export const awsFaults: readonly Fault[] = [
  nobodyListens(unseeded),
  ...TRANSPORT_FAULTS.flatMap((fault) =>
    ['GetCallerIdentity', 'BatchGetSecretValue'].map((action) =>
      transportFault(action, fault, (reply) =>
        served((request) => (actionOf(request) === action ? reply : callerIs(DEVELOPER))),
      ),
    ),
  ),
  ...TLS_FAULTS.map((fault) => tlsFault(fault, unseeded)),
  ...SERVICE_FAULTS.map((fault) => statedFault(fault, () => served(fault.answer))),
]

/** Signs in, and never answers the batch. */
export function hangingBench(): Promise<Bench> {
  return served((request) =>
    actionOf(request) === 'GetCallerIdentity' ? callerIs(DEVELOPER) : { hang: true },
  )
}

async function served(answer: (request: AskedRequest, index: number) => Reply): Promise<BrokenBench> {
  const server = await startFaultServer((request) => answer(request, server.asked.length - 1))
  return { ...unseeded(server.url), repair: () => server.close() }
}

function unseeded(url: string): BrokenBench {
  return {
    ...benchAt(url, CREDENTIALS),
    location: (label) => `storefront/dev/${label}`,
    seed: seedNothing,
  }
}
