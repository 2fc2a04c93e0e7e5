import { AppError } from '../errors/app-error.ts'
import { withinDeadline } from '../resolve/within-deadline.ts'
import { approvedStores, demandApproval, type StoresRequest, storeError } from './approved-stores.ts'
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
  const troubles: AppError[] = []
  for (const declared of own) {
    const { name } = declared.store
    try {
      await withinDeadline(name, ctx, async (limited) => (await open(declared)).login!.end(limited))
    } catch (error) {
      context.signal.throwIfAborted()
      troubles.push(storeError(name, error))
    }
  }
  if (troubles[0] !== undefined) throw troubles.length === 1 ? troubles[0] : together(troubles)
  return own.map(({ store }) => store.name)
}

function together(troubles: readonly AppError[]): AppError {
  return new AppError(troubles[0]!.code, `${troubles.length} stores could not be signed out of.`, {
    problems: troubles.map(({ message }) => message),
    suggestions: [...new Set(troubles.flatMap(({ suggestions }) => suggestions))],
  })
}
