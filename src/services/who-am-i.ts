import type { ReadStore } from '../plan/read-stores.ts'
import { tryAgain } from '../resolve/try-again.ts'
import { withinDeadline } from '../resolve/within-deadline.ts'
import { toStoreFailure } from '../stores/failure.ts'
import type { Identity, StoreFailureReason } from '../stores/store.ts'
import { type ApprovedStores, approvedStores, type StoresRequest } from './approved-stores.ts'
import type { Context } from './context.ts'
import { nextStep } from './next-step.ts'

/** Who one store says we are. `state` is `signed-in`, or else why it says nothing; the names are stable. */
export interface StoreStanding {
  store: string
  type?: string
  state: 'signed-in' | 'signed-out' | 'untrusted' | StoreFailureReason
  identity?: Identity
  /** Why it says nothing. */
  reason?: string
  /** A command that would change that. */
  next?: string
}

/** Asks every approved store, or the one that is named, all at once. Throws for nothing that a store does. */
export async function whoAmI(
  request: StoresRequest,
  context: Context,
  ask: boolean,
): Promise<readonly StoreStanding[]> {
  const approved = await approvedStores(request, context, ask)
  const asked = await Promise.all(approved.stores.map((declared) => standingOf(declared, approved)))
  context.signal.throwIfAborted()
  const refused = approved.refusals.map(({ store, message }) => ({
    store,
    state: 'untrusted' as const,
    reason: message,
    next: 'sotto trust',
  }))
  return [...asked, ...refused]
}

async function standingOf(declared: ReadStore, { ctx, open }: ApprovedStores): Promise<StoreStanding> {
  const {
    store: { name },
    type,
  } = declared
  const about = { store: name, type: type.type }
  try {
    const identity = await withinDeadline(ctx, async (limited) => {
      const store = await open(declared)
      return tryAgain(limited.signal, () => store.whoami(limited))
    })
    if (identity !== undefined) return { ...about, state: 'signed-in', identity }
    const next = type.signInCommand ?? `sotto login ${name}`
    return { ...about, state: 'signed-out', reason: 'Nobody is signed in.', next }
  } catch (error) {
    const failure = toStoreFailure(error)
    return { ...about, state: failure.reason, reason: failure.summary, next: nextStep(failure, name) }
  }
}
