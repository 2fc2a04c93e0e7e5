import type { GuardedSecret, SealedLookup } from '../scope/judgement.ts'
import type { SecretName } from '../secret/secret-name.ts'
import { toStoreFailure } from '../stores/failure.ts'
import type { Lookup, StoreContext } from '../stores/store.ts'
import type { SignedIn } from './sign-in.ts'
import { withinDeadline } from './within-deadline.ts'

/**
 * Creates, under each store's lock, the values that are absent and that the schema says how to generate. Where
 * another run is first its value is taken. Never for a workload, and never in a store that cannot be written.
 */
export async function generateAbsent(
  lookups: readonly SealedLookup[],
  signedIn: SignedIn,
  ctx: StoreContext,
): Promise<{ lookups: readonly SealedLookup[]; generated: readonly SecretName[] }> {
  const generated: SecretName[] = []
  const filled: SealedLookup[] = []
  for (const sealed of lookups) {
    if (!isToGenerate(sealed, signedIn)) {
      filled.push(sealed)
      continue
    }
    const { lookup, created } = await generate(sealed.secret, signedIn, ctx)
    filled.push({ secret: sealed.secret, lookup })
    if (created) {
      generated.push(sealed.secret.name)
    }
  }
  return { lookups: filled, generated }
}

/** Whether {@link generateAbsent} would create this one. */
export function isToGenerate({ secret, lookup }: SealedLookup, signedIn: SignedIn): boolean {
  return lookup.status === 'absent' && isGeneratable(secret, signedIn)
}

/** Whether a run would create this secret where it is absent. */
export function isGeneratable({ declaration, store, reference }: GuardedSecret, signedIn: SignedIn): boolean {
  const signIn = signedIn.signIns.get(store.name)
  const writer = signedIn.stores.get(store.name)?.writer
  return (
    declaration.generate !== undefined &&
    reference.field === undefined &&
    signIn?.status === 'signed-in' &&
    !signIn.identity.workload &&
    writer !== undefined &&
    writer.refusal(reference) === undefined
  )
}

async function generate(
  { reference, declaration, store }: GuardedSecret,
  signedIn: SignedIn,
  ctx: StoreContext,
): Promise<{ lookup: Lookup; created: boolean }> {
  const writer = signedIn.stores.get(store.name)!.writer!
  try {
    const { makeValue } = await import('./make-value.ts')
    const { value, created } = await withinDeadline(ctx, (limited) =>
      writer.putIfAbsent(reference, () => makeValue(declaration.generate!), limited),
    )
    return { lookup: { reference, status: 'found', value }, created }
  } catch (error) {
    ctx.signal.throwIfAborted()
    const failure = toStoreFailure(error)
    return { lookup: { reference, status: 'failed', failure }, created: false }
  }
}
