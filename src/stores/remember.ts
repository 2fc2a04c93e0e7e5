import type { StoreContext } from './store.ts'

/**
 * Makes something once for all callers, at the first call. A rejection and `undefined` are forgotten, so that the
 * next call tries again.
 */
export function remember<T>(make: (ctx: StoreContext) => Promise<T>): (ctx: StoreContext) => Promise<T> {
  let made: Promise<T> | undefined
  return async (ctx) => {
    made ??= make(ctx)
    const mine = made
    const answer = await mine.catch((error: unknown) => {
      if (made === mine) made = undefined
      throw error
    })
    if (answer === undefined && made === mine) made = undefined
    return answer
  }
}
