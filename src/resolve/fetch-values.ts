import type { GuardedPlan, GuardedSecret, SealedLookup } from '../scope/judgement.ts'
import { toStoreFailure } from '../stores/failure.ts'
import type { Lookup, SecretReference, Store, StoreContext, Tags } from '../stores/store.ts'
import { placeKey, wantsTags } from './expectation.ts'
import type { HeldLeases } from './leases.ts'
import type { SignedIn } from './sign-in.ts'
import { tryBatchAgain } from './try-again.ts'
import { withinDeadline } from './within-deadline.ts'

/**
 * Fetches the values of a guarded plan, sealed: stores in parallel, each path and version once however many
 * fields are wanted of it, failures that pass tried again. Answers for every secret, in the plan's order. What is
 * leased is held by `leases` from the moment it is answered; absent: nothing is minted.
 */
export async function fetchValues(
  guarded: GuardedPlan,
  signedIn: SignedIn,
  context: StoreContext,
  leases?: Pick<HeldLeases, 'watch'>,
): Promise<readonly SealedLookup[]> {
  const ctx: StoreContext = leases === undefined ? { ...context, mint: false } : context
  const byStore = Map.groupBy(guarded.secrets, (secret) => secret.store.name)
  const answered = await Promise.all(
    [...byStore].map(([name, secrets]) => {
      const store = signedIn.stores.get(name)!
      return fetchFromStore(leases === undefined ? store : watched(store, secrets, leases), secrets, ctx)
    }),
  )
  const lookups = new Map(answered.flat().map((sealed) => [sealed.secret, sealed]))
  return guarded.secrets.map((secret) => lookups.get(secret)!)
}

/** The same store, whose answers `leases` hears of whatever becomes of the question. */
function watched(store: Store, secrets: readonly GuardedSecret[], leases: Pick<HeldLeases, 'watch'>): Store {
  const namesOf = (whole: SecretReference) =>
    secrets.filter(({ reference }) => placeKey(reference) === placeKey(whole)).map(({ name }) => name)
  return {
    ...store,
    fetch(references, ctx) {
      const answer = store.fetch(references, ctx)
      leases.watch(store, answer, namesOf)
      return answer
    },
  }
}

async function fetchFromStore(
  store: Store,
  secrets: readonly GuardedSecret[],
  ctx: StoreContext,
): Promise<readonly SealedLookup[]> {
  const wholes = new Map(secrets.map(({ reference }) => [placeKey(reference), wholeOf(reference)]))
  const lookups = await fetchWholes(store, [...wholes.values()], wantsTags(secrets[0]!), ctx)
  const byKey = new Map([...wholes.keys()].map((key, index) => [key, lookups[index]!]))
  return secrets.map((secret) => ({
    secret,
    lookup: pickField(byKey.get(placeKey(secret.reference))!, secret.reference),
  }))
}

async function fetchWholes(
  store: Store,
  references: readonly SecretReference[],
  withTags: boolean,
  ctx: StoreContext,
): Promise<readonly Lookup[]> {
  try {
    return await withinDeadline(ctx, async (limited) => {
      const [lookups, tags] = await Promise.all([
        tryBatchAgain(
          references,
          limited.signal,
          (some) => store.fetch(some, limited),
          (lookup) => (lookup.status === 'failed' ? lookup.failure : undefined),
        ),
        withTags ? readTags(store, references, limited) : [],
      ])
      return lookups.map((lookup, index) => addTags(lookup, tags[index]))
    })
  } catch (error) {
    ctx.signal.throwIfAborted()
    const failure = toStoreFailure(error)
    return references.map((reference) => ({ reference, status: 'failed', failure }))
  }
}

/** Tags by place; `undefined` where the store does not say: then the tag lock, not this code, refuses. */
async function readTags(
  store: Store,
  references: readonly SecretReference[],
  ctx: StoreContext,
): Promise<readonly (Tags | undefined)[]> {
  const answers = await tryBatchAgain(
    references,
    ctx.signal,
    async (some) => (await store.metadata?.read(some, ctx)) ?? [],
    (answer) => ('failure' in answer ? answer.failure : undefined),
  )
  return answers.map((answer) => ('failure' in answer ? undefined : answer.tags))
}

function addTags(lookup: Lookup, tags: Tags | undefined): Lookup {
  return lookup.status === 'found' && tags !== undefined ? { ...lookup, tags } : lookup
}

function pickField(whole: Lookup, reference: SecretReference): Lookup {
  if (whole.status !== 'found' || reference.field === undefined) {
    return { ...whole, reference }
  }
  const value = whole.value.field(reference.field)
  return value === undefined ? { reference, status: 'absent' } : { ...whole, reference, value }
}

function wholeOf({ path, version }: SecretReference): SecretReference {
  return version === undefined ? { path } : { path, version }
}
