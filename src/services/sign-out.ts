import { AppError } from '../errors/app-error.ts'
import { withinDeadline } from '../resolve/within-deadline.ts'
import { approvedStores, demandApproval, forEachStore, type StoresRequest } from './approved-stores.ts'
import type { Context } from './context.ts'

/** Revokes and forgets what `login` kept. Resolves with the names of the stores concerned. */
export async function signOutOfStores(request: StoresRequest, context: Context): Promise<readonly string[]> {
  const approved = await approvedStores(request, context, true)
  demandApproval(approved)
  const { stores, ctx, open } = approved
  const own = stores.filter(({ type }) => type.capabilities.has('login'))
  if (request.store !== undefined && own.length === 0) {
    throw new AppError(
      'USAGE',
      `${request.store} is signed out of by the program that signed in, not by sotto.`,
    )
  }
  await forEachStore(own, context, (declared) =>
    withinDeadline(ctx, async (limited) => (await open(declared)).login!.end(limited)),
  )
  return own.map(({ store }) => store.name)
}
