import { AppError } from '../errors/app-error.ts'
import { withinDeadline } from '../resolve/within-deadline.ts'
import type { GuardedSecret } from '../scope/judgement.ts'
import type { SecretValue } from '../secret/secret-value.ts'
import { FAILURE_CODES, StoreError, toStoreFailure } from '../stores/failure.ts'
import type { Store, StoreContext } from '../stores/store.ts'
import type { Guarded } from './guard-secrets.ts'
import { nextStep } from './next-step.ts'

/** Puts a value in its place, whatever stands there, and reads it back. Throws the store's failure as AppError. */
export async function replaceValue(
  secret: GuardedSecret,
  value: SecretValue,
  guarded: Guarded,
): Promise<void> {
  await inStore(secret, guarded, async (store, ctx) => {
    await store.writer!.put(secret.reference, value, ctx)
    await demandKept(store, secret, value, ctx)
  })
}

/**
 * Puts a value where none stands and reads it back; what stands there already is left. Throws the store's failure
 * as AppError.
 */
export async function fillValue(
  secret: GuardedSecret,
  value: SecretValue,
  guarded: Guarded,
): Promise<'filled' | 'same' | 'other'> {
  return inStore(secret, guarded, async (store, ctx) => {
    const kept = await store.writer!.putIfAbsent(secret.reference, () => value, ctx)
    if (!kept.value.equals(value)) return 'other'
    await demandKept(store, secret, value, ctx)
    return kept.created ? 'filled' : 'same'
  })
}

/** Whether the secret stands in a store that a person fills: the writer's own word decides. */
export function isWritable({ store, reference }: GuardedSecret, { signedIn }: Guarded): boolean {
  const writer = signedIn.stores.get(store.name)?.writer
  return writer !== undefined && writer.refusal(reference) === undefined
}

async function demandKept(store: Store, { reference }: GuardedSecret, value: SecretValue, ctx: StoreContext) {
  const [lookup] = await store.fetch([reference], ctx)
  if (lookup?.status === 'found' && lookup.value.equals(value)) return
  const summary = 'What was written could not be read back.'
  throw new StoreError({ reason: 'invalid-response', summary, retryable: false, suggestion: 'sotto check' })
}

async function inStore<Result>(
  { name, store }: GuardedSecret,
  { signedIn, ctx }: Guarded,
  work: (store: Store, ctx: StoreContext) => Promise<Result>,
): Promise<Result> {
  try {
    const opened = signedIn.stores.get(store.name)!
    return await withinDeadline(ctx, (limited) => work(opened, limited))
  } catch (error) {
    ctx.signal.throwIfAborted()
    const failure = toStoreFailure(error)
    throw new AppError(FAILURE_CODES[failure.reason], `${name} (${store.name}): ${failure.summary}`, {
      secrets: [name],
      suggestions: [nextStep(failure, store.name)],
    })
  }
}
