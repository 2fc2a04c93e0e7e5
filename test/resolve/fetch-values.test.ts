import { describe, expect, test } from 'vitest'
import { fetchValues } from '../../src/resolve/fetch-values.ts'
import type { Lookup, SecretReference, Store, StoreFailure } from '../../src/stores/store.ts'
import { contextOf, failure, guardedPlan, scriptedStore, signedInTo, valuesOf } from './scripted.ts'

const found = (reference: SecretReference, text: string, more = {}): Lookup => ({
  reference,
  status: 'found',
  value: valuesOf(text),
  ...more,
})

describe('fetching', () => {
  test('asks for each path once, however many fields are wanted of it', async () => {
    const store = scriptedStore('team', (references) =>
      references.map((reference) => found(reference, '{"url":"u","user":"v"}')),
    )
    const plan = guardedPlan([
      'A team:db#url',
      'B team:db#user',
      'C team:db',
      'D team:db#none',
      'E team:other',
    ])
    const lookups = await fetchValues(plan, signedInTo(store), contextOf())
    expect(store.asked).toEqual([[{ path: 'db' }, { path: 'other' }]])
    expect(lookups.map(({ secret, lookup }) => `${secret.name} ${lookup.status}`)).toEqual([
      'A found',
      'B found',
      'C found',
      'D absent',
      'E found',
    ])
    const values = lookups.map(({ lookup }) => lookup.status === 'found' && lookup.value.reveal().toString())
    expect(values.slice(0, 2)).toEqual(['u', 'v'])
  })

  test('asks again only for what failed in passing, and stops when it does not pass', async () => {
    let tries = 0
    const store = scriptedStore('team', (references) =>
      references.map((reference) => {
        if (reference.path === 'down')
          return { reference, status: 'failed', failure: failure('throttled', true) }
        if (reference.path === 'flaky' && tries++ === 0)
          return { reference, status: 'failed', failure: failure('unreachable', true) }
        if (reference.path === 'no')
          return { reference, status: 'failed', failure: failure('forbidden', false) }
        return found(reference, 'x')
      }),
    )
    const plan = guardedPlan(['A team:ok', 'B team:flaky', 'C team:no', 'D team:down'])
    const lookups = await fetchValues(plan, signedInTo(store), contextOf())
    expect(lookups.map(({ lookup }) => lookup.status)).toEqual(['found', 'found', 'failed', 'failed'])
    expect(store.asked.map((batch) => batch.map(({ path }) => path))).toEqual([
      ['ok', 'flaky', 'no', 'down'],
      ['flaky', 'down'],
      ['down'],
      ['down'],
    ])
  })

  test('a store that throws fails each of its secrets, in words of our own', async () => {
    const store = scriptedStore('team', () => {
      throw new Error('canary-c4n4ry in a foreign message')
    })
    const other = scriptedStore('other', (references) => references.map((reference) => found(reference, 'x')))
    const plan = guardedPlan(['A team:a', 'B other:b'])
    const lookups = await fetchValues(plan, signedInTo(store, other), contextOf())
    expect(lookups.map(({ lookup }) => lookup.status)).toEqual(['failed', 'found'])
    expect(JSON.stringify(lookups)).not.toContain('c4n4ry')
  })

  test('an abort of the caller ends it with the caller’s reason', async () => {
    const controller = new AbortController()
    const store = scriptedStore('team', () => {
      controller.abort(new Error('stopped'))
      return new Promise<never>(() => {})
    })
    const plan = guardedPlan(['A team:a'])
    await expect(fetchValues(plan, signedInTo(store), contextOf(controller.signal))).rejects.toThrow(
      'stopped',
    )
  })

  test('tags that do not come with values are asked for at the same time', async () => {
    const gate = Promise.withResolvers<void>()
    const store = scriptedStore('team', async (references) => {
      await gate.promise
      return references.map((reference) => found(reference, 'x'))
    })
    store.metadata = {
      read: async (references) => {
        gate.resolve()
        return references.map((reference) => ({ reference, exists: true, tags: { environment: 'dev' } }))
      },
    }
    const plan = guardedPlan(['A team:a'], { tags: { environment: ['dev'] } })
    const [sealed] = await fetchValues(plan, signedInTo(store), contextOf())
    expect(sealed?.lookup).toMatchObject({ status: 'found', tags: { environment: 'dev' } })
  })
})

test('a failure keeps its suggestion', async () => {
  const trouble: StoreFailure = { ...failure('locked', false), suggestion: 'unlock it' }
  const store = scriptedStore('team', (references) =>
    references.map((reference) => ({ reference, status: 'failed', failure: trouble })),
  )
  const [sealed] = await fetchValues(guardedPlan(['A team:a']), signedInTo(store), contextOf())
  expect(sealed?.lookup).toMatchObject({ failure: { reason: 'locked', suggestion: 'unlock it' } })
})

test('what is leased is held from its answer on, once for all fields, whoever has given up by then', async () => {
  const answer = Promise.withResolvers<void>()
  const store: Store = {
    ...scriptedStore('team', () => []),
    async fetch(references) {
      await answer.promise
      const lease = { id: 'lease-1', durationSeconds: 60, renewable: false }
      return references.map((reference) => ({ reference, status: 'found', value: valuesOf('canary'), lease }))
    },
  }
  const watched: [Promise<readonly Lookup[]>, (reference: SecretReference) => readonly string[]][] = []
  const leases = {
    watch: (_: Store, ...asked: (typeof watched)[number]) => void watched.push(asked),
  }
  const plan = guardedPlan(['A team:db#user', 'B team:db#password', 'C team:other'])
  const controller = new AbortController()
  const fetching = fetchValues(plan, signedInTo(store), contextOf(controller.signal), leases)
  controller.abort()
  await expect(fetching).rejects.toThrow()
  answer.resolve()
  const [[lookups, namesOf]] = watched as [(typeof watched)[number]]
  expect((await lookups).map(({ reference }) => namesOf(reference))).toEqual([['A', 'B'], ['C']])
})

test('where nobody holds leases nothing is minted', async () => {
  const seen: unknown[] = []
  const store: Store = {
    ...scriptedStore('team', () => []),
    async fetch(references, ctx) {
      seen.push(ctx.mint)
      return references.map((reference) => ({ reference, status: 'mintable' }))
    },
  }
  await fetchValues(guardedPlan(['A team:db']), signedInTo(store), contextOf())
  expect(seen).toEqual([false])
})
