import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench, Harness, World } from '../harness.ts'
import { startFakeVault } from './fake/server.ts'
import { makeToken } from './fake/tokens.ts'
import { hangingBench, vaultFaults } from './faults.ts'
import { personAt } from './person.ts'
import { benchAt, placeIn } from './place.ts'
import { type OperatedVault, operateAt, realBinary, startRealVault } from './real.ts'

const PASSWORD = 'canary-password-of-alice'
const POLICY = `
path "secret/*" { capabilities = ["read"] }
path "database/*" { capabilities = ["read"] }
path "sys/leases/revoke" { capabilities = ["update"] }
`

/**
 * A real server where `BAO_BIN` or `VAULT_BIN` names one, else one that answers as a real one was observed to; and a
 * fault server for what goes wrong.
 */
export const harness: Harness = {
  async start(): Promise<World> {
    const vault = await (realBinary === undefined ? startOperatedFake() : startRealVault(realBinary))
    await vault.operate('sys/policies/acl/reader', { policy: POLICY })
    await vault.operate('sys/auth/userpass', { type: 'userpass' })
    await vault.operate('auth/userpass/users/alice', { password: PASSWORD, token_policies: ['reader'] })
    const folder = mkdtempSync(join(tmpdir(), 'sotto-vault-'))
    let benches = 0
    return {
      async bench() {
        benches += 1
        return { ...(await signedIn(vault)), ...kvCorner(vault, `bench-${benches}`) }
      },
      async leasingBench() {
        return {
          ...(await signedIn(vault, { mount: 'database' })),
          location: (label) => `creds/${label}`,
          seed: refuse,
        }
      },
      async signedOutBench() {
        const bench = benchAt(vault.address, {}, { auth: { userpass: {} } })
        return {
          ...bench,
          ...kvCorner(vault, 'signed-out'),
          identity: identityAt(vault.address),
          credentials: [PASSWORD],
          place: { ...bench.place, ...placeIn(join(folder, randomBytes(4).toString('hex'))) },
          context: { ...bench.context, prompt: personAt('alice', PASSWORD) },
        }
      },
      hangingBench,
      async stop() {
        await vault.stop()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  },
  faults: vaultFaults,
  exemptions: {
    'not-installed': 'The client is part of the package.',
    'a value survives byte for byte: not UTF-8': 'Vault keeps JSON, in which there is only text.',
    ...(realBinary && {
      'a lease is renewed, and revoked as often as one likes':
        'A real server mints only with a database behind it; the fake shows it.',
    }),
  },
}

async function startOperatedFake(): Promise<OperatedVault> {
  const { address, state, stop } = await startFakeVault()
  const root = makeToken(state, { path: 'auth/token/root', displayName: 'root', policies: ['root'] })
  const operate: OperatedVault['operate'] = (path, body) => operateAt(address, root.id, path, body)
  await operate('sys/mounts/secret', { type: 'kv', options: { version: '2' } })
  const roles = new Map([['creds/leased', { seconds: 3600, renewable: true }]])
  state.mounts.set('database', { type: 'database', version: 'leasing', roles })
  return { address, operate, stop }
}

async function signedIn(vault: OperatedVault, options: Readonly<Record<string, unknown>> = {}) {
  const response = await fetch(`${vault.address}/v1/auth/userpass/login/alice`, {
    method: 'POST',
    body: JSON.stringify({ password: PASSWORD }),
  })
  const { auth } = (await response.json()) as { auth: { client_token: string } }
  const bench = benchAt(vault.address, { VAULT_TOKEN: auth.client_token }, options)
  return { ...bench, identity: identityAt(vault.address) }
}

function identityAt(address: string): Bench['identity'] {
  return { developer: 'alice', principal: 'userpass/alice', container: { address }, workload: false }
}

/** A value alone stands under the field `value`, as people keep it; a whole one is the object itself. */
function kvCorner({ operate }: OperatedVault, corner: string): Pick<Bench, 'location' | 'seed'> {
  return {
    location: (label) => `${corner}/${label}#value`,
    async seed({ path, field }, value, extra) {
      const content = field === undefined ? JSON.parse(value.toString()) : { [field]: value.toString() }
      const { data } = await operate(`secret/data/${path}`, { data: content })
      if (extra?.tags) await operate(`secret/metadata/${path}`, { custom_metadata: extra.tags })
      return { version: String(data?.version) }
    },
  }
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('an engine that mints keeps nothing'))
}
