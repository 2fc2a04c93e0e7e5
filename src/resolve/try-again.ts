import { StoreError } from '../stores/failure.ts'
import type { StoreFailure } from '../stores/store.ts'

/** Tries in all; with the delays below they fit into a store's deadline. */
const TRIES = 4
/** Before the second try, doubled before each further one; in milliseconds, of which half is chance. */
const FIRST_DELAY = 200

/** Calls `attempt` until it succeeds, fails for a reason that will not pass, or has had its tries. */
export async function tryAgain<Result>(signal: AbortSignal, attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries === TRIES || !(error instanceof StoreError) || !error.failure.retryable) {
        throw error
      }
      await pause(tries, signal)
    }
  }
}

/**
 * The same for a batch: only the items that failed for a passing reason are asked for again. `ask` answers in
 * order and length of what it is given.
 */
export async function tryBatchAgain<Item, Answer>(
  items: readonly Item[],
  signal: AbortSignal,
  ask: (items: readonly Item[]) => Promise<readonly Answer[]>,
  failureOf: (answer: Answer) => StoreFailure | undefined,
): Promise<readonly Answer[]> {
  const answers = [...(await tryAgain(signal, () => ask(items)))]
  for (let tries = 1; tries < TRIES; tries++) {
    const again = [...answers.keys()].filter((index) => failureOf(answers[index]!)?.retryable)
    if (again.length === 0) {
      break
    }
    await pause(tries, signal)
    const later = await ask(again.map((index) => items[index]!))
    for (const [place, index] of again.entries()) {
      answers[index] = later[place]!
    }
  }
  return answers
}

/** Half of the delay is left to chance, so that many who failed together do not come back together. */
function pause(tries: number, signal: AbortSignal): Promise<void> {
  const delay = FIRST_DELAY * 2 ** (tries - 1) * (0.5 + Math.random() / 2)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const follow = () => {
    clearTimeout(timer)
    reject(signal.reason)
  }
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', follow)
    resolve()
  }, delay)
  signal.addEventListener('abort', follow, { once: true })
  return promise
}
