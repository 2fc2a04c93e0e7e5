import type { SecretMetadata, SecretReference, StoreFailure, Tags } from '../store.ts'
import type { AwsConnection } from './client.ts'
import { failureOf, isAbsent } from './failures.ts'
import { type Origin, originFailure } from './origin.ts'

type Description = Awaited<ReturnType<AwsConnection['describe']>>
type Told = Omit<SecretMetadata, 'reference'> | { failure: StoreFailure }

/** What AWS says about secrets without their values: one DescribeSecret a path, in parallel. */
export async function readMetadata(
  references: readonly SecretReference[],
  connection: AwsConnection,
  origin: Origin,
  signal: AbortSignal,
): Promise<(SecretMetadata | { reference: SecretReference; failure: StoreFailure })[]> {
  const told = new Map<string, Promise<Told>>()
  for (const { path } of references) {
    if (!told.has(path)) told.set(path, describe(path, connection, origin, signal))
  }
  return Promise.all(
    references.map(async (reference) => ({ reference, ...(await told.get(reference.path)!) })),
  )
}

async function describe(
  path: string,
  connection: AwsConnection,
  origin: Origin,
  signal: AbortSignal,
): Promise<Told> {
  try {
    return metadataOf(await connection.describe(path, signal), path, origin)
  } catch (error) {
    return isAbsent((error as Error).name) ? { exists: false } : { failure: failureOf(error) }
  }
}

function metadataOf(description: Description, path: string, origin: Origin): Told {
  const failure = originFailure(description.ARN, path, origin)
  if (failure !== undefined) return { failure }
  const version = currentVersion(description.VersionIdsToStages)
  // Without automatic rotation a change is the nearest thing that AWS keeps a date of.
  const rotated = description.LastRotatedDate ?? description.LastChangedDate
  return {
    exists: description.DeletedDate === undefined,
    tags: tagsOf(description),
    ...(version !== undefined && { version }),
    ...(rotated !== undefined && { lastRotatedAt: rotated }),
  }
}

function currentVersion(stages: Description['VersionIdsToStages']): string | undefined {
  return Object.entries(stages ?? {}).find(([, labels]) => labels.includes('AWSCURRENT'))?.[0]
}

function tagsOf({ Tags: tags = [] }: Description): Tags {
  const named: Record<string, string> = Object.create(null)
  for (const { Key, Value } of tags) if (Key !== undefined) named[Key] = Value ?? ''
  return named
}
