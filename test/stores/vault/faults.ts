import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoreFailureReason } from '../../../src/stores/store.ts'
import { ownKeyring } from '../../keychain/own-keyring.ts'
import type { Certificate } from '../faults/any-http-server.ts'
import { nobodyListens, seedNothing, statedFault, tlsFault, transportFault } from '../faults/arrange.ts'
import { canCertify, selfSigned } from '../faults/certificate.ts'
import { type AskedRequest, freedUrl, type Reply, startFaultServer } from '../faults/fault-server.ts'
import { TLS_FAULTS } from '../faults/tls-faults.ts'
import { TRANSPORT_FAULTS, type TransportFault } from '../faults/transport-faults.ts'
import type { Bench, BrokenBench, Fault } from '../harness.ts'
import { benchAt } from './place.ts'
import { SERVICE_FAULTS } from './service-faults.ts'
import { answerWell, REQUESTS, type RequestName } from './wire.ts'

/** Every fault of the way, at each request of a run, and those that Vault states in its own words. */
export const vaultFaults: readonly Fault[] = [
  nobodyListens(withToken),
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
    TRANSPORT_FAULTS.filter((fault) => isFailureAt(request, fault)).map((fault) => faultAt(request, fault)),
  ),
  ...(canCertify() ? faultsOverTls() : []),
  ...TLS_FAULTS.map((fault) => tlsFault(fault, withToken)),
  ...SERVICE_FAULTS.map((fault) => statedFault(fault, () => served(fault.answer))),
]

const TOKEN = { VAULT_TOKEN: 'hvs.canary-fault-token' }

/** A certificate, and the file by which it is trusted. */
type Tls = Certificate & { file: string }

/** Signs in, and never answers the read. */
export function hangingBench(): Promise<Bench> {
  return served((request) => (REQUESTS.read(request) ? { hang: true } : answerWell(request)))
}

/** The same at the read, over HTTP/2. What is put into the connection itself breaks TLS there, which is another fault. */
function faultsOverTls(): Fault[] {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-vault-tls-'))
  process.once('exit', () => rmSync(folder, { recursive: true }))
  const tls = { ...selfSigned(['127.0.0.1']), file: join(folder, 'ca.pem') }
  writeFileSync(tls.file, tls.cert)
  return TRANSPORT_FAULTS.filter(({ reply }) => reply('').raw === undefined).map((fault) =>
    faultAt('read', fault, tls),
  )
}

function faultAt(at: RequestName, fault: TransportFault, tls?: Tls): Fault {
  const step = { ...fault, name: `${fault.name}${tls ? ' over HTTP/2' : ''}`, reason: reasonAt(at, fault) }
  return transportFault(at, step, (reply) =>
    served((request) => (REQUESTS[at](request) ? reply : answerWell(request)), tls),
  )
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
  tls?: Tls,
): Promise<BrokenBench> {
  const server = await startFaultServer((request) => answer(request, server.asked.length - 1), tls)
  return { ...withToken(server.url, tls && { VAULT_CACERT: tls.file }), repair: () => server.close() }
}

function withToken(url: string, env: Readonly<Record<string, string>> = {}): BrokenBench {
  return { ...unseeded(benchAt(url, { ...TOKEN, ...env })), credentials: [TOKEN.VAULT_TOKEN] }
}

function unseeded(bench: ReturnType<typeof benchAt>): BrokenBench {
  return {
    ...bench,
    identity: {},
    location: (label) => `storefront/dev/${label}#value`,
    seed: seedNothing,
  }
}
