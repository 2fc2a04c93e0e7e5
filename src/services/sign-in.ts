import { AppError } from '../errors/app-error.ts'
import type { ReadStore } from '../plan/read-stores.ts'
import { withinDeadline } from '../resolve/within-deadline.ts'
import { StoreError } from '../stores/failure.ts'
import type { Identity, Store, StoreContext } from '../stores/store.ts'
import {
  type ApprovedStores,
  approvedStores,
  demandApproval,
  forEachStore,
  type StoresRequest,
} from './approved-stores.ts'
import type { Context } from './context.ts'

/** One store after `login`. */
export interface SignedInStore {
  store: string
  identity: Identity
  /** Nothing had to be done. */
  already: boolean
}

/**
 * Signs the person in to every shared store, or again to the one that is named, one after the other. A store of
 * another program's making is left to that program: then it throws STORE_UNAUTHENTICATED with the command to type.
 */
export async function signInToStores(
  request: StoresRequest,
  context: Context,
): Promise<readonly SignedInStore[]> {
  const approved = await approvedStores(request, context, true)
  demandApproval(approved)
  const signedIn: SignedInStore[] = []
  const meant = approved.stores.filter((one) => needsSignIn(one, request))
  await forEachStore(meant, context, async (declared) => {
    signedIn.push(await signIn(declared, approved, request))
  })
  return signedIn
}

/** One signs in to a personal store by being the user of this machine. */
function needsSignIn({ type }: ReadStore, { store }: StoresRequest): boolean {
  return type.reach === 'shared' || store !== undefined
}

async function signIn(
  declared: ReadStore,
  { ctx, open }: ApprovedStores,
  request: StoresRequest,
): Promise<SignedInStore> {
  const {
    store: { name },
    type,
  } = declared
  const store = await open(declared)
  if (store.login !== undefined && request.store !== undefined) {
    return { store: name, identity: await store.login.start(ctx), already: false }
  }
  const { identity, command } = await askWho(store, ctx)
  if (identity !== undefined) return { store: name, identity, already: true }
  if (store.login !== undefined)
    return { store: name, identity: await store.login.start(ctx), already: false }
  throw new AppError('STORE_UNAUTHENTICATED', `Not signed in to ${name}; another program signs in there.`, {
    suggestions: [command ?? type.signInCommand ?? `ask for access to ${name}`],
  })
}

/** Who we are, or the command that the store itself suggests where a sign-in has ended. */
async function askWho(store: Store, ctx: StoreContext): Promise<{ identity?: Identity; command?: string }> {
  try {
    const identity = await withinDeadline(ctx, (limited) => store.whoami(limited))
    return identity === undefined ? {} : { identity }
  } catch (error) {
    if (!(error instanceof StoreError) || error.failure.reason !== 'unauthenticated') throw error
    const { suggestion } = error.failure
    return suggestion === undefined ? {} : { command: suggestion }
  }
}
