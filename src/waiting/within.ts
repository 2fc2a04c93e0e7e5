/**
 * Waits for `work` no longer than until `signal` aborts, and then rejects with the signal's reason. Work that cannot be
 * told to stop goes on unobserved: how it ends is nobody's any more.
 */
export async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const stop = () => reject(signal.reason)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([aborted, work])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
