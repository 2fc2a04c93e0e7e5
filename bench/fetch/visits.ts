import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32c } from '../../src/stores/gcp-secret-manager/crc32c.ts'
import * as awsPlace from '../../test/stores/aws-secrets-manager/place.ts'
import * as aws from '../../test/stores/aws-secrets-manager/wire.ts'
import type { Certificate } from '../../test/stores/faults/any-http-server.ts'
import { type AskedRequest, type Reply, startFaultServer } from '../../test/stores/faults/fault-server.ts'
import * as gcpPlace from '../../test/stores/gcp-secret-manager/place.ts'
import * as gcp from '../../test/stores/gcp-secret-manager/wire.ts'
import type { Bench } from '../../test/stores/harness.ts'
import { putSecret, signInPerson } from '../../test/stores/vault/fake/seed.ts'
import { startFakeVault } from '../../test/stores/vault/fake/server.ts'
import type { Mount } from '../../test/stores/vault/fake/state.ts'
import * as vaultPlace from '../../test/stores/vault/place.ts'

/** What one process does: sign in to a store and fetch. */
export interface Visit {
  type: string
  place: Bench['place']
  options: Bench['options']
  env: Bench['context']['env']
  paths: readonly string[]
  /** Whether the tags are asked for beside the values. */
  tags: boolean
}

/** A store's world, near; `visit` says how to go there once it stands at `url`. */
export interface Destination {
  title: string
  /** Where it speaks TLS on this machine. */
  port: number
  /** Requests so far. */
  requests(): number
  visit(url: string): Promise<Visit>
  close(): Promise<void>
}

/** Every shared store with `count` secrets. */
export async function destinations(count: number, certificate: Certificate): Promise<Destination[]> {
  return [
    await awsAt(count, false, certificate),
    await awsAt(count, true, certificate),
    await gcpAt(count, false, certificate),
    await gcpAt(count, true, certificate),
    await vaultAt(count, certificate),
  ]
}

async function awsAt(count: number, tags: boolean, certificate: Certificate): Promise<Destination> {
  const server = await startFaultServer(awsReply, certificate)
  const credentials = {
    AWS_ACCESS_KEY_ID: 'ASIACANARY0000000000',
    AWS_SECRET_ACCESS_KEY: 'canary-secret-key',
    AWS_SESSION_TOKEN: 'canary-session-token',
  }
  return {
    title: tags ? 'AWS, with tags' : 'AWS',
    port: Number(new URL(server.url).port),
    requests: () => server.asked.length,
    async visit(url) {
      const { place, options, context } = awsPlace.benchAt(url, credentials)
      // Two hosts in truth: the connections of one must not serve the other.
      const env = { ...context.env, AWS_ENDPOINT_URL_STS: url.replace('127.0.0.1', 'localhost') }
      return {
        type: 'aws-secrets-manager',
        place: { ...place, expected: { references: count, tags } },
        options,
        env,
        paths: named(count, 'storefront/dev/'),
        tags,
      }
    },
    close: () => server.close(),
  }
}

function awsReply(request: AskedRequest): Reply {
  const action = aws.actionOf(request)
  if (action === 'GetCallerIdentity') return aws.callerIs(aws.DEVELOPER)
  if (action === 'BatchGetSecretValue') {
    return aws.json({ SecretValues: aws.namesIn(request).map((name) => aws.entry(name)) })
  }
  const { SecretId } = JSON.parse(request.body) as { SecretId: string }
  return aws.json({ ARN: aws.arnOf(SecretId), Name: SecretId, Tags: [{ Key: 'environment', Value: 'dev' }] })
}

async function gcpAt(count: number, tags: boolean, certificate: Certificate): Promise<Destination> {
  const paths = named(count, 'storefront-dev-')
  const server = await startFaultServer(
    (request) => gcp.signInReply(request) ?? gcpReply(request, paths),
    certificate,
  )
  const folder = await mkdtemp(join(tmpdir(), 'sotto-bench-'))
  return {
    title: tags ? 'GCP, with labels' : 'GCP',
    port: Number(new URL(server.url).port),
    requests: () => server.asked.length,
    async visit(url) {
      const { place, options, context } = await gcpPlace.benchAt(url, folder, 'canary-refresh')
      return { type: 'gcp-secret-manager', place, options, env: context.env, paths, tags }
    },
    async close() {
      await server.close()
      await rm(folder, { recursive: true })
    },
  }
}

function gcpReply({ url }: AskedRequest, paths: readonly string[]): Reply {
  const name = (id: string) => `projects/${gcp.NUMBER}/secrets/${id}`
  const [, id] = /\/secrets\/([^/]+)\/versions\/latest:access$/.exec(url) ?? []
  if (id === undefined) {
    return gcp.json({ secrets: paths.map((path) => ({ name: name(path), labels: { environment: 'dev' } })) })
  }
  const data = Buffer.from(`canary-${id}`)
  const payload = { data: data.toString('base64'), dataCrc32c: `${crc32c(data)}` }
  return gcp.json({ name: `${name(id)}/versions/1`, payload })
}

async function vaultAt(count: number, certificate: Certificate): Promise<Destination> {
  const vault = await startFakeVault(certificate)
  const mount: Mount = { type: 'kv', version: 2, entries: new Map() }
  vault.state.policies.set('reader', 'path "secret/*" { capabilities = ["read"] }')
  vault.state.mounts.set('secret', mount)
  const paths = named(count, 'storefront/dev/')
  for (const path of paths) putSecret(mount, path, { value: `canary-${path}` }, { environment: 'dev' })
  const token = signInPerson(vault, 'alice', ['reader'])
  return {
    title: 'Vault, with custom metadata',
    port: Number(new URL(vault.address).port),
    requests: () => vault.requests.length,
    async visit(url) {
      const { place, options, context } = vaultPlace.benchAt(url, { VAULT_TOKEN: token.id })
      // The tags come with the values.
      return { type: 'vault', place, options, env: context.env, paths, tags: false }
    },
    close: () => vault.stop(),
  }
}

function named(count: number, prefix: string): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}item-${index}`)
}
