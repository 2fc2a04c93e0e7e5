import type { SealedLookup } from '../scope/judgement.ts'
import { StoreError } from '../stores/failure.ts'
import type { Lease, Store, StoreContext } from '../stores/store.ts'
import type { SignedIn } from './sign-in.ts'
import { withinDeadline } from './within-deadline.ts'

/** Calls `ring` once after `milliseconds` unless it is cancelled first, by what it returns. */
export type Alarm = (milliseconds: number, ring: () => void) => () => void

/** What is held for the target while it runs. */
export interface HeldLeases {
  /** Whether there is anything to renew or revoke. */
  isEmpty: boolean
  /** Stops renewing, and revokes everything. Never rejects, and may be called again. */
  end(): Promise<void>
}

/** A renewal that failed is tried again at half of what remains, but no sooner than this. In milliseconds. */
const SHORTEST_WAIT = 1000

/** One lease, however many secrets were picked from its value. */
interface Held {
  store: Store
  lease: Lease
  /** For messages. */
  secrets: readonly string[]
  ended: boolean
  /** Forgets the next renewal. */
  cancel(): void
}

/**
 * Holds every lease among `lookups`: renewed at half its life, revoked at the end. What goes wrong is told through
 * `ctx.note` and stops nothing. `ctx.signal` is not heeded: an interrupted run has its leases revoked too.
 */
export function holdLeases(
  lookups: readonly SealedLookup[],
  { stores }: SignedIn,
  ctx: StoreContext,
  alarm: Alarm = unheldAlarm,
): HeldLeases {
  const unending = { ...ctx, signal: new AbortController().signal }
  const held = collect(lookups, stores)
  for (const one of held) renewInTime(one, unending, alarm)
  let ending: Promise<void> | undefined
  return {
    isEmpty: held.length === 0,
    end() {
      ending ??= revokeAll(held, unending)
      return ending
    },
  }
}

function collect(lookups: readonly SealedLookup[], stores: SignedIn['stores']): Held[] {
  const leased = lookups.flatMap(({ secret, lookup }) =>
    lookup.status === 'found' && lookup.lease !== undefined
      ? [{ name: secret.name, store: stores.get(secret.store.name)!, lease: lookup.lease }]
      : [],
  )
  const byLease = Map.groupBy(leased, ({ store, lease }) => JSON.stringify([store.name, lease.id]))
  return [...byLease.values()].map((same) => ({
    ...same[0]!,
    secrets: same.map(({ name }) => name),
    ended: false,
    cancel: () => undefined,
  }))
}

/** Waits half of the lease's life, renews it, and so on. */
function renewInTime(held: Held, ctx: StoreContext, alarm: Alarm): void {
  if (held.ended || !held.lease.renewable) return
  const endsAt = ctx.now().getTime() + held.lease.durationSeconds * 1000
  const wait = () => {
    if (held.ended) return
    const remaining = endsAt - ctx.now().getTime()
    if (remaining < SHORTEST_WAIT) {
      ctx.note?.(`the lease of ${held.secrets.join(', ')} from ${held.store.name} has come to its end`)
      return
    }
    held.cancel = alarm(Math.max(remaining / 2, SHORTEST_WAIT), renew)
  }
  const renew = async () => {
    try {
      const renewed = await withinDeadline(held.store.name, ctx, (limited) =>
        held.store.leases!.renew(held.lease, limited),
      )
      held.lease = { ...renewed, id: held.lease.id }
      renewInTime(held, ctx, alarm)
    } catch (error) {
      if (error instanceof StoreError && !error.failure.retryable && error.failure.reason !== 'unreachable') {
        ctx.note?.(
          `the lease of ${held.secrets.join(', ')} is not renewed any more: ${error.failure.summary}`,
        )
      } else {
        wait()
      }
    }
  }
  wait()
}

async function revokeAll(held: readonly Held[], ctx: StoreContext): Promise<void> {
  for (const one of held) {
    one.ended = true
    one.cancel()
  }
  await Promise.all(held.map((one) => revoke(one, ctx)))
}

async function revoke({ store, lease, secrets }: Held, ctx: StoreContext): Promise<void> {
  try {
    await withinDeadline(store.name, ctx, (limited) => store.leases!.revoke(lease, limited))
  } catch {
    ctx.note?.(
      `the lease of ${secrets.join(', ')} from ${store.name} could not be revoked; it ends by itself`,
    )
  }
}

/** The real one. It does not keep the process alive: the target does. */
function unheldAlarm(milliseconds: number, ring: () => void): () => void {
  const timer = setTimeout(ring, milliseconds).unref()
  return () => clearTimeout(timer)
}
