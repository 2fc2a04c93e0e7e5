import { SecretValue } from '../../secret/secret-value.ts'
import type { Lookup, SecretReference, StoreFailure } from '../store.ts'
import { crc32c } from './crc32c.ts'
import { failureOf, garbled, misconfigured, refusalOf } from './failures.ts'
import type { Answer } from './transport.ts'

/** One authorised GET at Secret Manager. */
export type Get = (path: string) => Promise<Answer>

/** What Google Cloud said about one version: a lookup without the reference that asked for it. */
type Told =
  | { status: 'found'; value: SecretValue; version: string }
  | { status: 'absent' }
  | { status: 'failed'; failure: StoreFailure }

/**
 * Reads every version once, whatever number of fields is wanted of it, all in parallel. Same length and order as
 * `references`; never rejects.
 */
export async function readValues(
  references: readonly SecretReference[],
  project: string,
  get: Get,
): Promise<Lookup[]> {
  const told = new Map<string, Promise<Told>>()
  for (const { path, version = 'latest' } of references) {
    const key = `${path}/versions/${version}`
    if (!told.has(key)) told.set(key, access(project, path, version, get))
  }
  return Promise.all(
    references.map(async (reference) =>
      pick(reference, await told.get(`${reference.path}/versions/${reference.version ?? 'latest'}`)!),
    ),
  )
}

async function access(project: string, path: string, version: string, get: Get): Promise<Told> {
  // A version is a number or an alias; it becomes part of the request's path.
  if (!/^[A-Za-z0-9_-]{1,63}$/.test(version)) {
    return failed(misconfigured('A version in Google Cloud is a number or an alias.'))
  }
  try {
    const answer = await get(`/v1/projects/${project}/secrets/${path}/versions/${version}:access`)
    if (answer.status === 200) return valueIn(answer.body, path)
    const refusal = refusalOf(answer)
    return refusal === 'absent' ? { status: 'absent' } : failed(refusal)
  } catch (error) {
    return failed(failureOf(error))
  }
}

/** AccessSecretVersionResponse, in proto3's JSON: bytes in base64, an int64 as text, what is empty left out. */
function valueIn(body: Buffer, path: string): Told {
  const { name, payload } = Object(JSON.parse(body.toString())) as {
    name?: unknown
    payload?: { data?: unknown; dataCrc32c?: unknown }
  }
  const [, secret, version] = /^projects\/[^/]+\/secrets\/([^/]+)\/versions\/([0-9]+)$/.exec(`${name}`) ?? []
  if (secret !== path || version === undefined) {
    return failed(garbled('Google Cloud answered with a secret that was not asked for.'))
  }
  const { data = '', dataCrc32c } = Object(payload) as { data?: unknown; dataCrc32c?: unknown }
  const bytes = Buffer.from(typeof data === 'string' ? data : '', 'base64')
  if (typeof data !== 'string' || `${dataCrc32c}` !== `${crc32c(bytes)}`) {
    return failed({ ...garbled('A value from Google Cloud does not match its checksum.'), retryable: true })
  }
  return { status: 'found', value: SecretValue.seal(bytes), version }
}

function pick(reference: SecretReference, told: Told): Lookup {
  if (told.status !== 'found' || reference.field === undefined) return { reference, ...told }
  const value = told.value.field(reference.field)
  return value === undefined ? { reference, status: 'absent' } : { reference, ...told, value }
}

function failed(failure: StoreFailure): Told {
  return { status: 'failed', failure }
}
