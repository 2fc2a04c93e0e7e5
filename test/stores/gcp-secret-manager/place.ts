import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bench, NOWHERE } from '../harness.ts'
import { CLIENT_ID, EMAIL, PROJECT, tokenFor } from './wire.ts'

export type GcpBench = Pick<Bench, 'place' | 'options' | 'context' | 'identity' | 'credentials'>

/** A store in the schema, opened by a person whose sign-in and requests all go to `url`. */
export async function benchAt(url: string, folder: string, refreshToken: string): Promise<GcpBench> {
  const file = await writeAdc(folder, refreshToken, {
    type: 'authorized_user',
    client_id: CLIENT_ID,
    client_secret: 'canary-client-secret',
    refresh_token: refreshToken,
  })
  return {
    ...benchWith({ GOOGLE_APPLICATION_CREDENTIALS: file }, url),
    identity: { principal: EMAIL, developer: 'alice.jones', workload: false },
    credentials: [refreshToken, 'canary-client-secret', tokenFor(refreshToken)],
  }
}

/** The same with other credentials. */
export function benchWith(env: Readonly<Record<string, string>>, url: string): GcpBench {
  return {
    place: { ...NOWHERE, settings: { endpoint: url } },
    options: { project: PROJECT },
    context: {
      signal: AbortSignal.timeout(10_000),
      now: () => new Date(),
      env: { HOME: '/nowhere', ...env },
    },
    identity: {},
    credentials: [],
  }
}

export async function writeAdc(folder: string, name: string, content: object): Promise<string> {
  const file = join(folder, `${name}.json`)
  await writeFile(file, JSON.stringify(content), { mode: 0o600 })
  return file
}
