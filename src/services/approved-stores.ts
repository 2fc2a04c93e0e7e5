import { AppError } from '../errors/app-error.ts'
import { type ReadStore, readStores } from '../plan/read-stores.ts'
import { openStore } from '../resolve/open-store.ts'
import { FAILURE_CODES, toStoreFailure } from '../stores/failure.ts'
import { STORE_TYPES } from '../stores/registry.ts'
import type { Store, StoreContext } from '../stores/store.ts'
import { approve } from '../trust/approve.ts'
import type { TrustRefusal } from '../trust/approved-schema.ts'
import { storesUntrusted } from '../trust/untrusted.ts'
import type { Context } from './context.ts'
import { loadSchema } from './load-schema.ts'
import { nextStep } from './next-step.ts'
import { storeContextOf, surroundingsOf } from './surroundings.ts'

/** The stores of the schema that this user lets this repository open, none of which is opened yet. */
export interface ApprovedStores {
  stores: readonly ReadStore[]
  refusals: readonly TrustRefusal[]
  ctx: StoreContext
  open(store: ReadStore): Promise<Store>
}

/** What a command that concerns stores rather than secrets was asked for. */
export interface StoresRequest {
  schema?: string | undefined
  /** Name of the one store that is meant; absent: all. */
  store?: string | undefined
}

/**
 * Approves before anything is opened, asking the person where `ask` says so. Throws USAGE for a store that the
 * schema does not declare, SCOPE_REFUSED for one that is production's alone.
 */
export async function approvedStores(
  request: StoresRequest,
  context: Context,
  ask: boolean,
): Promise<ApprovedStores> {
  const { schema, settings } = await loadSchema(context, request.schema)
  const { store: name } = request
  if (name !== undefined) demandOpenable(name, schema.stores)
  const { env, folders, user, now } = context
  const prompt = ask ? context.prompt : undefined
  const { approved, refusals } = await approve(schema, settings, { env, folders, user, now, prompt })
  const read = readStores(schema, STORE_TYPES)
  const surroundings = surroundingsOf(context, schema, settings)
  const isMeant = (candidate: string) => name === undefined || candidate === name
  return {
    stores: [...approved.stores].filter(isMeant).map(read),
    refusals: refusals.filter(({ store }) => isMeant(store)),
    ctx: storeContextOf(context),
    open: (store) => openStore(store, surroundings),
  }
}

/** Throws STORE_UNTRUSTED where any store that is meant is not approved. */
export function demandApproval({ refusals }: ApprovedStores): void {
  if (refusals.length > 0) throw storesUntrusted(refusals)
}

/**
 * Does `act` for one store after the other, and at the end throws everything that went wrong as one error. Throws at
 * once when the person interrupts.
 */
export async function forEachStore(
  stores: readonly ReadStore[],
  { signal }: Context,
  act: (store: ReadStore) => Promise<void>,
): Promise<void> {
  const troubles: AppError[] = []
  for (const declared of stores) {
    try {
      await act(declared)
    } catch (error) {
      signal.throwIfAborted()
      troubles.push(storeError(declared.store.name, error))
    }
  }
  const [first, ...others] = troubles
  if (first === undefined) return
  if (others.length === 0) throw first
  throw new AppError(first.code, `${troubles.length} stores did not do what was asked.`, {
    problems: troubles.map(({ message }) => message),
    suggestions: [...new Set(troubles.flatMap(({ suggestions }) => suggestions))],
  })
}

function storeError(store: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const failure = toStoreFailure(thrown)
  return new AppError(FAILURE_CODES[failure.reason], `${store}: ${failure.summary}`, {
    suggestions: [nextStep(failure, store)],
  })
}

function demandOpenable(name: string, stores: ReadonlyMap<string, { productionOnly: boolean }>): void {
  const store = stores.get(name)
  if (store === undefined) {
    throw new AppError(
      'USAGE',
      `The schema declares no store of that name; it has ${[...stores.keys()].join(', ') || 'none'}.`,
    )
  }
  if (store.productionOnly) {
    throw new AppError('SCOPE_REFUSED', `${name} is for production only: sotto never opens it.`)
  }
}
