import { StoreError } from '../failure.ts'
import type { StoreContext, StoreFailure } from '../store.ts'
import { failed, NOT_ACCEPTED } from './failures.ts'
import { secondsLeft } from './leases.ts'
import type { Source } from './reading.ts'
import type { Session } from './session.ts'

/** What one batch of a session is read from. Throws StoreError where nobody is signed in or the mount is not found. */
export async function sourceOf(session: Session, ctx: StoreContext): Promise<Source> {
  const [client, token] = [await session.client(ctx), await session.token(ctx)]
  let alive: Promise<boolean> | undefined
  const explainRefusal = async (path: string): Promise<StoreFailure> => {
    alive ??= client({ method: 'GET', path: 'auth/token/lookup-self', token, signal: ctx.signal }).then(
      ({ status }) => status === 200,
    )
    if (!(await alive)) return { ...NOT_ACCEPTED, suggestion: `sotto login ${session.place.name}` }
    return {
      ...failed('forbidden', `Vault does not let you read ${path}.`),
      suggestion: `ask who runs Vault for read on ${path}`,
    }
  }
  try {
    const engine = await session.engine(ctx)
    return {
      client,
      token,
      engine,
      mount: session.options.mount,
      longestLease: secondsLeft(session, ctx),
      signal: ctx.signal,
      explainRefusal,
    }
  } catch (error) {
    // The mount is shown to whoever may read something below it.
    if (error instanceof StoreError && error.failure.reason === 'forbidden') {
      throw new StoreError(await explainRefusal(`${session.options.mount}/`))
    }
    throw error
  }
}
