import { StoreError } from '../stores/failure.ts'
import type { StoreContext } from '../stores/store.ts'

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
  const { promise: stopped, reject } = Promise.withResolvers<never>()
  const controller = new AbortController()
  const stop = (reason: unknown) => {
    controller.abort(reason)
    reject(reason)
  }
  const timer = setTimeout(() => {
    const summary = `No answer came within ${milliseconds / 1000} s.`
    stop(new StoreError({ reason: 'unreachable', summary, retryable: false }))
  }, milliseconds)
  const passOn = () => stop(ctx.signal.reason)
  ctx.signal.addEventListener('abort', passOn, { once: true })
  try {
    return await Promise.race([stopped, work({ ...ctx, signal: controller.signal })])
  } finally {
    clearTimeout(timer)
    ctx.signal.removeEventListener('abort', passOn)
  }
}
