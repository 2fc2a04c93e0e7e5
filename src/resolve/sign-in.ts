import type { AdmittedPlan, SignIn } from '../scope/judgement.ts'
import { toStoreFailure } from '../stores/failure.ts'
import type { Store, StoreContext } from '../stores/store.ts'
import { expectationOf } from './expectation.ts'
import { openStore, type Surroundings } from './open-store.ts'
import { tryAgain } from './try-again.ts'
import { withinDeadline } from './within-deadline.ts'

/** The stores of a plan, opened, and who each says we are. Both by the store's name. */
export interface SignedIn {
  /** A store that could not be opened is missing. */
  stores: ReadonlyMap<string, Store>
  /** Every store of the plan has one. */
  signIns: ReadonlyMap<string, SignIn>
}

/** Opens every store that an admitted plan needs, in parallel, and asks each once who we are. */
export async function signIn(
  admitted: AdmittedPlan,
  surroundings: Surroundings,
  ctx: StoreContext,
): Promise<SignedIn> {
  const stores = new Map<string, Store>()
  const signIns = new Map<string, SignIn>()
  const needed = Map.groupBy(admitted.secrets, (secret) => secret.store.name)
  const enter = async (name: string, open: () => Promise<Store>) => {
    try {
      const identity = await withinDeadline(ctx, async (limited) => {
        const store = await open()
        stores.set(name, store)
        return tryAgain(limited.signal, () => store.whoami(limited))
      })
      signIns.set(name, identity === undefined ? { status: 'signed-out' } : { status: 'signed-in', identity })
    } catch (error) {
      ctx.signal.throwIfAborted()
      signIns.set(name, { status: 'failed', failure: toStoreFailure(error) })
    }
  }
  await Promise.all(
    [...needed].map(([name, secrets]) =>
      enter(name, () => openStore(secrets[0]!, surroundings, expectationOf(secrets))),
    ),
  )
  return { stores, signIns }
}
