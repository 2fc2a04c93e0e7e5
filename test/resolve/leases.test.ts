import { expect, test } from 'vitest'
import { holdLeases } from '../../src/resolve/leases.ts'
import { StoreError } from '../../src/stores/failure.ts'
import type { Lease, Lookup, Store } from '../../src/stores/store.ts'
import { contextOf, failure, guardedPlan, scriptedStore, valuesOf } from './scripted.ts'

const LEASE: Lease = { id: 'lease-1', durationSeconds: 600, renewable: true }

test('renews at half its life, again and again, and revokes at the end', async () => {
  const { held, clock, said, notes } = await hold([['A team:db', LEASE]])
  expect(clock.nextIn).toEqual([300_000])
  await clock.pass(300_000)
  expect(said).toEqual(['renew lease-1'])
  await clock.pass(300_000)
  expect(said).toEqual(['renew lease-1', 'renew lease-1'])
  await held.end()
  expect(said.slice(2)).toEqual(['revoke lease-1'])
  expect(clock.nextIn).toEqual([])
  expect(notes).toEqual([])
})

test('a shorter grant is renewed sooner', async () => {
  const { clock } = await hold([['A team:db', LEASE]], {
    renew: async (lease) => ({ ...lease, durationSeconds: 60 }),
  })
  await clock.pass(300_000)
  expect(clock.nextIn).toEqual([30_000])
})

test('a renewal that fails in passing is tried at half of what remains, until nothing does', async () => {
  const { clock, said, notes } = await hold([['A team:db', LEASE]], {
    renew: () => Promise.reject(new StoreError(failure('unreachable', true))),
  })
  const waits: number[] = []
  while (clock.nextIn.length > 0) {
    waits.push(clock.nextIn[0]!)
    await clock.pass(clock.nextIn[0]!)
  }
  expect(waits.slice(0, 4)).toEqual([300_000, 150_000, 75_000, 37_500])
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1000)
  expect(said.length).toBeLessThan(15)
  expect(notes).toEqual(['the lease of A from team has come to its end'])
})

test('a renewal that is refused is told once, and not tried again', async () => {
  const { clock, notes, held, said } = await hold([['A team:db', LEASE]], {
    renew: () => Promise.reject(new StoreError(failure('forbidden', false))),
  })
  await clock.pass(300_000)
  expect(clock.nextIn).toEqual([])
  expect(notes).toEqual(['the lease of A is not renewed any more: It did not work.'])
  await held.end()
  expect(said).toContain('revoke lease-1')
})

test('a revocation that fails is told, in our own words, and ends nothing else', async () => {
  const { held, notes, said } = await hold(
    [
      ['A team:db', LEASE],
      ['B team:other', { ...LEASE, id: 'lease-2' }],
    ],
    {
      revoke: async ({ id }) => {
        if (id === 'lease-1') throw new Error('canary-foreign-text')
      },
    },
  )
  await held.end()
  expect(said.sort()).toEqual(['revoke lease-1', 'revoke lease-2'])
  expect(notes).toEqual(['the lease of A from team could not be revoked; it ends by itself'])
})

test('ended twice, it revokes once', async () => {
  const { held, said } = await hold([['A team:db', LEASE]])
  await Promise.all([held.end(), held.end()])
  await held.end()
  expect(said).toEqual(['revoke lease-1'])
})

test('a renewal that is under way at the end starts nothing new', async () => {
  const renewing = Promise.withResolvers<Lease>()
  const { held, clock } = await hold([['A team:db', LEASE]], { renew: () => renewing.promise })
  await clock.pass(300_000)
  await held.end()
  renewing.resolve(LEASE)
  await renewing.promise
  await new Promise(setImmediate)
  expect(clock.nextIn).toEqual([])
})

test('an interrupted run has its leases revoked too', async () => {
  const { held, said } = await hold([['A team:db', LEASE]], {}, AbortSignal.abort())
  await held.end()
  expect(said).toEqual(['revoke lease-1'])
})

test('values without a lease hold nothing', async () => {
  expect((await hold([['A team:db', undefined]])).held.isEmpty).toBe(true)
  expect((await hold([['A team:db', LEASE]])).held.isEmpty).toBe(false)
})

test('what is answered only at the end is waited for, not renewed, and revoked', async () => {
  const { held, said, clock, watch } = await hold([['A team:db', undefined]])
  const late = Promise.withResolvers<readonly Lookup[]>()
  watch(late.promise)
  const ended = held.end()
  late.resolve([{ reference: { path: 'db' }, status: 'found', value: valuesOf('canary'), lease: LEASE }])
  await ended
  expect(clock.nextIn).toEqual([])
  expect(said).toEqual(['revoke lease-1'])
})

test('an answer that never came holds nothing up', async () => {
  const { held, said, watch } = await hold([['A team:db', LEASE]])
  watch(Promise.reject(new Error('canary')))
  await held.end()
  expect(said).toEqual(['revoke lease-1'])
})

/** Leases as a run holds them, each for the secret of one letter, with a clock that the test moves. */
async function hold(
  secrets: readonly (readonly [line: string, lease: Lease | undefined])[],
  script: Partial<NonNullable<Store['leases']>> = {},
  signal?: AbortSignal,
) {
  const said: string[] = []
  const notes: string[] = []
  const clock = makeClock()
  const store: Store = {
    ...scriptedStore('team', () => []),
    leases: {
      async renew(lease, ctx) {
        said.push(`renew ${lease.id}`)
        ctx.signal.throwIfAborted()
        return script.renew ? script.renew(lease, ctx) : lease
      },
      async revoke(lease, ctx) {
        said.push(`revoke ${lease.id}`)
        ctx.signal.throwIfAborted()
        await script.revoke?.(lease, ctx)
      },
    },
  }
  const lookups = guardedPlan(secrets.map(([line]) => line)).secrets.map(({ reference }, index): Lookup => {
    const lease = secrets[index]![1]
    return { reference, status: 'found', value: valuesOf('canary'), ...(lease && { lease }) }
  })
  const names = new Map(
    lookups.map(({ reference }, index) => [reference.path, secrets[index]![0].slice(0, 1)]),
  )
  const ctx = { ...contextOf(signal), now: clock.now, note: (line: string) => notes.push(line) }
  const held = holdLeases(ctx, clock.alarm)
  const watch = (answer: Promise<readonly Lookup[]>) =>
    held.watch(store, answer, ({ path }) => [names.get(path)!])
  watch(Promise.resolve(lookups))
  await new Promise(setImmediate)
  return { held, said, notes, clock, watch }
}

function makeClock() {
  let time = 0
  let alarms: { at: number; ring: () => void }[] = []
  return {
    now: () => new Date(time),
    alarm(milliseconds: number, ring: () => void) {
      const alarm = { at: time + milliseconds, ring }
      alarms.push(alarm)
      return () => {
        alarms = alarms.filter((one) => one !== alarm)
      }
    },
    /** Until each alarm that is set, in milliseconds. */
    get nextIn() {
      return alarms.map(({ at }) => at - time)
    },
    /** Lets time pass, and everything that rings in it take its course. */
    async pass(milliseconds: number) {
      time += milliseconds
      const due = alarms.filter(({ at }) => at <= time)
      alarms = alarms.filter(({ at }) => at > time)
      for (const { ring } of due) ring()
      await new Promise(setImmediate)
    },
  }
}
