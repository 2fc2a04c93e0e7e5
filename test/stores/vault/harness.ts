import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench, Harness, World } from '../harness.ts'
import { putSecret, signInPerson } from './fake/seed.ts'
import { type FakeVault, startFakeVault } from './fake/server.ts'
import { hangingBench, vaultFaults } from './faults.ts'
import { personAt } from './person.ts'
import { benchAt, placeIn } from './place.ts'

const READ_EVERYTHING = ['secret', 'database']
  .map((mount) => `path "${mount}/*" { capabilities = ["read"] }`)
  .join('\n')
const PASSWORD = 'canary-password-of-alice'
const MAY_REVOKE = 'path "sys/leases/revoke" { capabilities = ["update"] }'

/** A server that answers as a real one was observed to, and a fault server for what goes wrong. */
export const harness: Harness = {
  async start(): Promise<World> {
    const vault = await startFakeVault()
    vault.state.policies.set('reader', `${READ_EVERYTHING}\n${MAY_REVOKE}`)
    vault.state.mounts.set('secret', { type: 'kv', version: 2, entries: new Map() })
    vault.state.mounts.set('database', {
      type: 'database',
      version: 'leasing',
      roles: new Map([['creds/leased', { seconds: 3600, renewable: true }]]),
    })
    const folders: string[] = []
    let benches = 0
    const signedInBench = (options: Readonly<Record<string, unknown>>) => {
      const token = signInPerson(vault, 'alice', ['reader'])
      return { ...benchAt(vault.address, { VAULT_TOKEN: token.id }, options), ...identityOf(vault) }
    }
    return {
      async bench() {
        benches += 1
        return { ...signedInBench({}), ...kvCorner(vault, `bench-${benches}`) }
      },
      async leasingBench() {
        return {
          ...signedInBench({ mount: 'database' }),
          location: (label) => `creds/${label}`,
          seed: () => Promise.reject(new Error('an engine that mints keeps nothing')),
        }
      },
      async signedOutBench() {
        vault.state.auths.set('userpass', {
          type: 'userpass',
          users: new Map([['alice', PASSWORD]]),
          policies: ['reader'],
        })
        const folder = await mkdtemp(join(tmpdir(), 'sotto-vault-'))
        folders.push(folder)
        const bench = benchAt(vault.address, {}, { auth: { userpass: {} } })
        return {
          ...bench,
          ...identityOf(vault),
          ...kvCorner(vault, 'signed-out'),
          credentials: [PASSWORD],
          place: { ...bench.place, ...placeIn(folder) },
          context: { ...bench.context, prompt: personAt('alice', PASSWORD) },
        }
      },
      hangingBench,
      async stop() {
        await vault.stop()
        for (const folder of folders) await rm(folder, { recursive: true })
      },
    }
  },
  faults: vaultFaults,
  exemptions: {
    'not-installed': 'The client is part of the package.',
    'a value survives byte for byte: not UTF-8': 'Vault keeps JSON, in which there is only text.',
  },
}

function identityOf({ address }: FakeVault): Pick<Bench, 'identity'> {
  return {
    identity: { developer: 'alice', principal: 'userpass/alice', container: { address }, workload: false },
  }
}

/** A value alone stands under the field `value`, as people keep it; a whole one is the object itself. */
function kvCorner(vault: FakeVault, corner: string): Pick<Bench, 'location' | 'seed'> {
  return {
    location: (label) => `${corner}/${label}#value`,
    async seed({ path, field }, value, extra) {
      const data = field === undefined ? JSON.parse(value.toString()) : { [field]: value.toString() }
      return { version: putSecret(vault.state.mounts.get('secret')!, path, data, extra?.tags ?? null) }
    },
  }
}
