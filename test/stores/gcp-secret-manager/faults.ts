import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  nobodyListens,
  repairedBy,
  seedNothing,
  statedFault,
  tlsFault,
  transportFault,
} from '../faults/arrange.ts'
import { type AskedRequest, type Reply, startFaultServer } from '../faults/fault-server.ts'
import { TLS_FAULTS } from '../faults/tls-faults.ts'
import { TRANSPORT_FAULTS } from '../faults/transport-faults.ts'
import type { Bench, BrokenBench, Fault } from '../harness.ts'
import { benchAt } from './place.ts'
import { SERVICE_FAULTS } from './service-faults.ts'
import { signInReply } from './wire.ts'

const REFRESH_TOKEN = 'canary-refresh'

/** The requests of a run. */
const STEPS: Readonly<Record<string, (request: AskedRequest) => boolean>> = {
  token: ({ url }) => url === '/token',
  access: ({ url }) => url.endsWith(':access'),
}

/** Every fault of the way, at the token and at the access, and those that Google states in its own words. */
export const gcpFaults: readonly Fault[] = [
  nobodyListens(unseeded),
  ...TRANSPORT_FAULTS.flatMap((fault) =>
    Object.entries(STEPS).map(([step, concerns]) =>
      transportFault(step, fault, (reply) =>
        served((request) => (concerns(request) ? reply : (signInReply(request) ?? {}))),
      ),
    ),
  ),
  ...TLS_FAULTS.map((fault) => tlsFault(fault, unseeded)),
  ...SERVICE_FAULTS.map((fault) =>
    statedFault(fault, () => served((request) => fault.answer(request) ?? signInReply(request) ?? {})),
  ),
]

/** Signs in, and never answers an access. */
export function hangingBench(): Promise<Bench> {
  return served((request) => signInReply(request) ?? { hang: true })
}

async function served(answer: (request: AskedRequest) => Reply): Promise<BrokenBench> {
  const server = await startFaultServer(answer)
  return repairedBy(await unseeded(server.url), () => server.close())
}

async function unseeded(url: string): Promise<BrokenBench> {
  const folder = await mkdtemp(join(tmpdir(), 'sotto-gcp-fault-'))
  return {
    ...(await benchAt(url, folder, REFRESH_TOKEN)),
    location: (label) => `storefront-${label}`,
    seed: seedNothing,
    repair: () => rm(folder, { recursive: true }),
  }
}
