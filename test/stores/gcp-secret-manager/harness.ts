import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SecretManagerServiceClient } from '@google-cloud/secret-manager'
import { OAuth2Client } from 'google-auth-library'
import type { SecretReference, Tags } from '../../../src/stores/store.ts'
import type { Harness, Seeded, World } from '../harness.ts'
import { gcpFaults, hangingBench } from './faults.ts'
import { benchAt } from './place.ts'
import { startSecretManager } from './server.ts'
import { PROJECT, tokenFor } from './wire.ts'

const ADMIN = 'canary-admin-token'

/** A server on the genuine service definition, filled by the official client, which keeps it honest. */
export const harness: Harness = {
  async start(): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'sotto-gcp-'))
    const tokens = new Set([ADMIN])
    const server = await startSecretManager(tokens)
    const admin = adminAt(server.url)
    let benches = 0
    return {
      async bench() {
        benches += 1
        const refreshToken = `canary-refresh-${benches}`
        tokens.add(tokenFor(refreshToken))
        const prefix = `bench-${benches}-`
        return {
          ...(await benchAt(server.url, folder, refreshToken)),
          location: (label) => `${prefix}${label}`,
          seed: (reference, value, extra) => seed(admin, reference, value, extra?.tags),
        }
      },
      hangingBench,
      async stop() {
        await admin.close()
        await server.close()
        await rm(folder, { recursive: true })
      },
    }
  },
  faults: gcpFaults,
  exemptions: {
    locked: 'Google Cloud has no locked state: a session is there or it is not.',
    'not-installed': 'The library is part of the package.',
  },
}

function adminAt(url: string): SecretManagerServiceClient {
  const { hostname, port } = new URL(url)
  const authClient = new OAuth2Client()
  authClient.setCredentials({ access_token: ADMIN, expiry_date: Date.now() + 3_600_000 })
  return new SecretManagerServiceClient({
    fallback: true,
    protocol: 'http',
    apiEndpoint: hostname,
    port: Number(port),
    projectId: PROJECT,
    authClient,
  })
}

async function seed(
  admin: SecretManagerServiceClient,
  { path, field }: SecretReference,
  value: Buffer,
  labels: Tags = {},
): Promise<Seeded> {
  const content = field === undefined ? value : Buffer.from(JSON.stringify({ [field]: `${value}` }))
  const name = `projects/${PROJECT}/secrets/${path}`
  const add = () => admin.addSecretVersion({ parent: name, payload: { data: content } })
  const [version] = await add().catch(async () => {
    await admin.createSecret({ parent: `projects/${PROJECT}`, secretId: path, secret: { labels } })
    return add()
  })
  return { version: version.name!.split('/').at(-1)! }
}
