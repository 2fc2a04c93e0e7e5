import { SecretValue } from '../../secret/secret-value.ts'
import { StoreError } from '../failure.ts'
import type { Lookup, SecretReference, StoreFailure } from '../store.ts'
import type { AwsConnection } from './client.ts'
import { failureOf, failureOfCode, garbled, isAbsent } from './failures.ts'
import { type Origin, originFailure, STRANGER } from './origin.ts'

/** Secrets in one BatchGetSecretValue, the service's limit. */
export const BATCH = 20

/** What AWS said about one secret: a lookup without the reference that asked for it. */
type Answer =
  | { status: 'found'; value: SecretValue; version?: string }
  | { status: 'absent' }
  | { status: 'failed'; failure: StoreFailure }

/** A secret as both value calls describe it. */
interface Entry {
  ARN?: string | undefined
  Name?: string | undefined
  VersionId?: string | undefined
  SecretString?: string | undefined
  SecretBinary?: Uint8Array | undefined
}

/**
 * Reads every path once, whatever number of fields is wanted of it: the newest versions in parallel batches,
 * a pinned version by a request of its own. Same length and order as `references`; never rejects.
 */
export async function readValues(
  references: readonly SecretReference[],
  connection: AwsConnection,
  origin: Origin,
  signal: AbortSignal,
): Promise<Lookup[]> {
  const newest = distinct(references.filter(({ version }) => version === undefined).map(({ path }) => path))
  const pinned = new Map(
    references
      .filter(({ version }) => version !== undefined)
      .map((reference) => [keyOf(reference), reference]),
  )
  const answers = new Map<string, Answer>(
    (
      await Promise.all([
        ...chunks(newest, BATCH).map((names) => readBatch(names, connection, origin, signal)),
        ...[...pinned.values()].map((reference) => readPinned(reference, connection, origin, signal)),
      ])
    ).flat(),
  )
  return references.map((reference) => pick(reference, answers.get(keyOf(reference))!))
}

async function readBatch(
  names: string[],
  connection: AwsConnection,
  origin: Origin,
  signal: AbortSignal,
): Promise<[string, Answer][]> {
  const answers = new Map<string, Answer>()
  try {
    for await (const { SecretValues = [], Errors = [] } of pagesOf(names, connection, signal)) {
      for (const entry of SecretValues) {
        if (!names.includes(`${entry.Name}`)) throw new StoreError(garbled(STRANGER))
        answers.set(`${entry.Name}`, answerOf(entry, `${entry.Name}`, origin))
      }
      for (const { SecretId, ErrorCode } of Errors) answers.set(`${SecretId}`, refusalOf(ErrorCode))
    }
    // A secret that is in neither list does not exist.
    return names.map((name) => [name, answers.get(name) ?? { status: 'absent' }])
  } catch (error) {
    const failure = failureOf(error)
    return names.map((name) => [name, answers.get(name) ?? { status: 'failed', failure }])
  }
}

/** The pages of one batch: as a rule one, and never more than there are secrets. */
async function* pagesOf(names: string[], connection: AwsConnection, signal: AbortSignal) {
  let page: string | undefined
  for (const _ of names) {
    const answer = await connection.batch(names, page, signal)
    if (!Array.isArray(answer.SecretValues) && !Array.isArray(answer.Errors)) {
      throw new StoreError(garbled('AWS answered a batch with neither values nor errors.'))
    }
    yield answer
    page = answer.NextToken
    if (page === undefined) return
  }
  throw new StoreError(garbled('AWS answered a batch with more pages than secrets.'))
}

async function readPinned(
  reference: SecretReference,
  connection: AwsConnection,
  origin: Origin,
  signal: AbortSignal,
): Promise<[string, Answer][]> {
  const { path, version = '' } = reference
  // Ids have 32 to 64 characters; anything else is a staging label such as AWSPREVIOUS.
  const which = /^[A-Za-z0-9-]{32,64}$/.test(version) ? { VersionId: version } : { VersionStage: version }
  try {
    const entry = await connection.value(path, which, signal)
    return [[keyOf(reference), answerOf(entry, path, origin)]]
  } catch (error) {
    const absent = isAbsent((error as Error).name)
    return [
      [keyOf(reference), absent ? { status: 'absent' } : { status: 'failed', failure: failureOf(error) }],
    ]
  }
}

function refusalOf(code: string | undefined): Answer {
  return isAbsent(code) ? { status: 'absent' } : { status: 'failed', failure: failureOfCode(code) }
}

function answerOf(entry: Entry, name: string, origin: Origin): Answer {
  const failure = originFailure(entry.ARN, name, origin)
  if (failure !== undefined) return { status: 'failed', failure }
  const content: unknown = entry.SecretString ?? entry.SecretBinary
  if (typeof content !== 'string' && !(content instanceof Uint8Array)) {
    return { status: 'failed', failure: garbled('AWS answered with a secret that has no value.') }
  }
  const value = SecretValue.seal(content)
  return { status: 'found', value, ...(entry.VersionId !== undefined && { version: entry.VersionId }) }
}

function pick(reference: SecretReference, answer: Answer): Lookup {
  if (answer.status !== 'found' || reference.field === undefined) return { reference, ...answer }
  const value = answer.value.field(reference.field)
  return value === undefined ? { reference, status: 'absent' } : { reference, ...answer, value }
}

function keyOf({ path, version }: SecretReference): string {
  return version === undefined ? path : JSON.stringify([path, version])
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)]
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
