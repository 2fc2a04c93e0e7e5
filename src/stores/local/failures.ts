import { StoreError } from '../failure.ts'
import type { StoreFailureReason } from '../store.ts'

/** A failure that trying again does not mend. */
export function failed(reason: StoreFailureReason, summary: string, suggestion?: string): StoreError {
  return new StoreError({ reason, summary, retryable: false, ...(suggestion && { suggestion }) })
}

/** What a refusal of the file system means, by its code. */
export function failureOfSystem(error: unknown, path: string): StoreError {
  const { code } = error as NodeJS.ErrnoException
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
      return failed('misconfigured', `The system does not let sotto use ${path} (${code}).`)
    case 'ENOTDIR':
    case 'EISDIR':
    case 'EEXIST':
      return failed('misconfigured', `Something else stands where sotto keeps ${path} (${code}).`)
    case 'ENOSPC':
    case 'EDQUOT':
      return failed('unreachable', `There is no room left for ${path}; nothing was changed.`)
    default:
      return failed('unreachable', `The file ${path} could not be read or written (${code ?? 'no code'}).`)
  }
}
