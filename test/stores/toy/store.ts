import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SecretValue } from '../../../src/secret/secret-value.ts'
import { developerNameOf } from '../../../src/stores/developer.ts'
import type { Lookup, SecretReference, Store, StoreFailure } from '../../../src/stores/store.ts'
import type { StorePlace } from '../../../src/stores/store-type.ts'
import type { ToyOptions } from './index.ts'

/** The files of one folder, as a store. */
export function openToyStore({ name, user }: StorePlace, { folder }: ToyOptions): Store {
  return {
    name,
    whoami: async () => ({
      principal: user.name,
      container: { folder },
      workload: false,
      ...developerNameOf(user.name, undefined),
    }),
    fetch: (references, { signal }) =>
      Promise.all(references.map((reference) => fetchOne(reference, folder, signal))),
  }
}

async function fetchOne(reference: SecretReference, folder: string, signal: AbortSignal): Promise<Lookup> {
  try {
    const bytes = await readFile(join(folder, encodeURIComponent(reference.path)), { signal })
    return { reference, status: 'found', value: SecretValue.seal(bytes) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return { reference, status: 'absent' }
    return { reference, status: 'failed', failure: failureOf(code) }
  }
}

/** By its code, never by its text: a foreign text may hold a value. */
function failureOf(code: string | undefined): StoreFailure {
  return code === 'ENOTDIR'
    ? { reason: 'misconfigured', summary: 'The folder is a file.', retryable: false }
    : { reason: 'unreachable', summary: 'The folder could not be read.', retryable: true }
}
