import { StoreError } from '../stores/failure.ts'
import type { StoreContext } from '../stores/store.ts'
import { within } from '../waiting/within.ts'

/** How long one store may take to sign in, and again to fetch. In milliseconds. */
export const STORE_DEADLINE = 10_000

/**
 * Runs one store's work under a deadline of its own and the caller's signal. Rejects as `unreachable` when the
 * deadline passes, even where the store does not heed the signal. Aborted by the caller: rejects with its reason.
 */
export async function withinDeadline<Result>(
  ctx: StoreContext,
  work: (ctx: StoreContext) => Promise<Result>,
  milliseconds = STORE_DEADLINE,
): Promise<Result> {
  ctx.signal.throwIfAborted()
  const limit = new AbortController()
  const follow = () => limit.abort(ctx.signal.reason)
  const timer = setTimeout(() => {
    const summary = `No answer came within ${milliseconds / 1000} s.`
    limit.abort(new StoreError({ reason: 'unreachable', summary, retryable: false }))
  }, milliseconds)
  ctx.signal.addEventListener('abort', follow, { once: true })
  try {
    return await within(limit.signal, work({ ...ctx, signal: limit.signal }))
  } finally {
    clearTimeout(timer)
    ctx.signal.removeEventListener('abort', follow)
  }
}
