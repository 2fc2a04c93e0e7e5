import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import type { SecretReference, Tags } from '../../../src/stores/store.ts'
import type { Bench, Harness, Seeded, World } from '../harness.ts'
import { awsFaults, hangingBench } from './faults.ts'
import { motoMissing, startMoto } from './moto.ts'
import { ACCOUNT, benchAt, REGION } from './place.ts'

const ROLE = 'AWSReservedSSO_Developer_0123456789abcdef'

/** The real emulator for what goes right, a fault server that speaks the same protocol for what goes wrong. */
export const harness: Harness = {
  missing: motoMissing,
  async start(): Promise<World> {
    const moto = await startMoto()
    const admin = {
      region: REGION,
      endpoint: moto.url,
      credentials: { accessKeyId: 'ASIAADMIN', secretAccessKey: 'canary-admin' },
    }
    const secrets = new SecretsManagerClient(admin)
    const sts = new STSClient(admin)
    let benches = 0
    return {
      async bench(): Promise<Bench> {
        benches += 1
        const credentials = await signInAs(sts, 'alice@example.com')
        const prefix = `bench-${benches}/`
        return {
          ...benchAt(moto.url, credentials),
          location: (label) => `${prefix}${label}`,
          seed: (reference, value, extra) => seed(secrets, reference, value, extra?.tags),
        }
      },
      hangingBench,
      async stop() {
        secrets.destroy()
        sts.destroy()
        await moto.stop()
      },
    }
  },
  faults: awsFaults,
  exemptions: {
    locked: 'AWS has no locked state: a session is there or it is not.',
    'not-installed': 'The SDK is part of the package.',
    'a value survives byte for byte: empty': 'AWS takes no empty value.',
  },
}

/** Credentials of a person's session, as Identity Center gives them. */
async function signInAs(sts: STSClient, session: string) {
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${ACCOUNT}:role/${ROLE}`, RoleSessionName: session }),
  )
  return {
    AWS_ACCESS_KEY_ID: Credentials!.AccessKeyId!,
    AWS_SECRET_ACCESS_KEY: Credentials!.SecretAccessKey!,
    AWS_SESSION_TOKEN: Credentials!.SessionToken!,
  }
}

async function seed(
  secrets: SecretsManagerClient,
  { path, field }: SecretReference,
  value: Buffer,
  tags: Tags = {},
): Promise<Seeded> {
  const content = contentOf(
    field === undefined ? value : Buffer.from(JSON.stringify({ [field]: `${value}` })),
  )
  const named = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
  try {
    const { VersionId } = await secrets.send(new CreateSecretCommand({ Name: path, ...content, Tags: named }))
    return { version: VersionId! }
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error
    const { VersionId } = await secrets.send(new PutSecretValueCommand({ SecretId: path, ...content }))
    return { version: VersionId! }
  }
}

/** Text goes where the console would put it; only what is no text is binary. */
function contentOf(value: Buffer): { SecretString: string } | { SecretBinary: Buffer } {
  const text = value.toString('utf8')
  return Buffer.from(text, 'utf8').equals(value) ? { SecretString: text } : { SecretBinary: value }
}
