import { StoreError } from '../failure.ts'
import type { StoreFailureReason } from '../store.ts'

/** A failure that trying again does not mend. */
export function failed(reason: StoreFailureReason, summary: string, suggestion?: string): StoreError {
  return new StoreError({ reason, summary, retryable: false, ...(suggestion && { suggestion }) })
}
