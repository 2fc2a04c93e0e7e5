import type { SecretMetadata, SecretReference, StoreFailure } from '../store.ts'
import { dataOf, dateOf, isObject } from './answers.ts'
import { encodePath } from './client.ts'
import { failureOfError } from './failures.ts'
import { askWhetherMintable } from './minting.ts'
import { readAll, type Source, tagsOf } from './reading.ts'

type Answer = SecretMetadata | { reference: SecretReference; failure: StoreFailure }

/**
 * What Vault says of each reference without its value. An engine that mints is asked only whether we may: to read
 * is to mint. KV version 1 keeps nothing but the value, which is read and dropped.
 */
export async function readMetadata(
  source: Source,
  references: readonly SecretReference[],
  now: Date,
): Promise<Answer[]> {
  if (references.length === 0) return []
  if (source.engine === 'leasing') return describeMintable(source, references)
  if (source.engine === 'kv-2')
    return Promise.all(references.map((reference) => describe(source, reference, now)))
  const lookups = await readAll(source, references)
  return lookups.map((lookup) =>
    lookup.status === 'failed'
      ? { reference: lookup.reference, failure: lookup.failure }
      : { reference: lookup.reference, exists: lookup.status === 'found' },
  )
}

async function describe(source: Source, reference: SecretReference, now: Date): Promise<Answer> {
  try {
    const path = encodePath(`${source.mount}/metadata/${reference.path}`)
    const answer = await source.client({ method: 'GET', path, token: source.token, signal: source.signal })
    if (answer.status === 404) return { reference, exists: false }
    if (answer.status === 403) return { reference, failure: await source.explainRefusal(path) }
    const about = dataOf(answer)
    const version = reference.version ?? String(about.current_version)
    const entry = isObject(about.versions) ? about.versions[version] : undefined
    if (!isObject(entry) || entry.destroyed === true || isPast(entry.deletion_time, now))
      return { reference, exists: false }
    const lastRotatedAt = dateOf(entry.created_time)
    const tags = tagsOf(about.custom_metadata)
    return {
      reference,
      exists: true,
      version,
      ...(lastRotatedAt === undefined ? {} : { lastRotatedAt }),
      ...(tags === undefined ? {} : { tags }),
    }
  } catch (error) {
    return { reference, failure: failureOfError(error) }
  }
}

/** Vault names the time of deletion beforehand where versions end by themselves, and leaves it empty where they do not. */
function isPast(time: unknown, now: Date): boolean {
  const date = dateOf(time)
  return date !== undefined && date <= now
}

async function describeMintable(source: Source, references: readonly SecretReference[]): Promise<Answer[]> {
  const lookups = await askWhetherMintable(source, references)
  return lookups.map(({ reference, ...lookup }) =>
    lookup.status === 'failed' ? { reference, failure: lookup.failure } : { reference, exists: true },
  )
}
