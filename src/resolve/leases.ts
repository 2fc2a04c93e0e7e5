import { StoreError } from '../stores/failure.ts'
import type { Lease, Lookup, SecretReference, Store, StoreContext } from '../stores/store.ts'
import { withinDeadline } from './within-deadline.ts'

/** Calls `ring` once after `milliseconds` unless it is cancelled first, by what it returns. */
export type Alarm = (milliseconds: number, ring: () => void) => () => void

/** What is held for the target while it runs. */
export interface HeldLeases {
  /** Whether there is anything to renew or revoke. */
  readonly isEmpty: boolean
  /**
   * Holds every lease in an answer of `store` as soon as it is there, also where whoever asked has given up on it.
   * `namesOf` says which secrets a reference is for.
   */
  watch(
    store: Store,
    answer: Promise<readonly Lookup[]>,
    namesOf: (reference: SecretReference) => readonly string[],
  ): void
  /** Stops renewing, waits for the answers that are still to come, and revokes everything. Never rejects, and may be called again. */
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
 * Holds the leases of one run: each renewed at half its life, revoked at the end. What goes wrong is told through
 * `ctx.note` and stops nothing. `ctx.signal` is not heeded: an interrupted run has its leases revoked too.
 */
export function holdLeases(ctx: StoreContext, alarm: Alarm = unheldAlarm): HeldLeases {
  const unending = { ...ctx, signal: new AbortController().signal }
  const held: Held[] = []
  const awaited: Promise<void>[] = []
  let ending: Promise<void> | undefined

  const collect = async (...[store, answer, namesOf]: Parameters<HeldLeases['watch']>) => {
    for (const lookup of await answer) {
      if (lookup.status !== 'found' || lookup.lease === undefined) continue
      const secrets = namesOf(lookup.reference)
      const isOver = ending !== undefined
      const one: Held = { store, lease: lookup.lease, secrets, ended: isOver, cancel: () => undefined }
      held.push(one)
      renewInTime(one, unending, alarm)
    }
  }
  return {
    get isEmpty() {
      return held.length === 0
    },
    watch(...asked) {
      awaited.push(collect(...asked).catch(() => undefined))
    },
    end() {
      ending ??= Promise.all(awaited).then(() => revokeAll(held, unending))
      return ending
    },
  }
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
      const renewed = await withinDeadline(ctx, (limited) => held.store.leases!.renew(held.lease, limited))
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
    await withinDeadline(ctx, (limited) => store.leases!.revoke(lease, limited))
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
