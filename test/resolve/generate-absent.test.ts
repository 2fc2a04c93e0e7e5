import { expect, test } from 'vitest'
import { generateAbsent } from '../../src/resolve/generate-absent.ts'
import type { SealedLookup } from '../../src/scope/judgement.ts'
import type { SecretValue } from '../../src/secret/secret-value.ts'
import { contextOf, guardedPlan, scriptedStore, signedInTo } from './scripted.ts'

const [secret] = guardedPlan(['A personal:a']).secrets
const absent: SealedLookup = { secret: secret!, lookup: { reference: { path: 'a' }, status: 'absent' } }

test('an absent value is made once, under the store’s lock, and read back by both who wanted it', async () => {
  const { signedIn } = writable()
  const [one, other] = await Promise.all([
    generateAbsent([absent], signedIn, contextOf()),
    generateAbsent([absent], signedIn, contextOf()),
  ])
  const [a, b] = [one, other].map(({ lookups }) => lookups[0]?.lookup)
  expect(a?.status === 'found' && b?.status === 'found' && a.value.equals(b.value)).toBe(true)
  expect([...one.generated, ...other.generated]).toEqual(['A'])
})

test('never for a workload', async () => {
  const { store, signedIn } = writable()
  const identity = { principal: 'ci', workload: true }
  const asWorkload = {
    ...signedIn,
    signIns: new Map([[store.name, { status: 'signed-in', identity } as const]]),
  }
  expect(await generateAbsent([absent], asWorkload, contextOf())).toEqual({
    lookups: [absent],
    generated: [],
  })
})

test('never where the store refuses the write', async () => {
  const { store, signedIn } = writable()
  store.writer = { ...store.writer!, refusal: () => 'read-only' }
  expect(await generateAbsent([absent], signedIn, contextOf())).toEqual({ lookups: [absent], generated: [] })
})

test('a store that fails to write is a failure of that secret', async () => {
  const { store, signedIn } = writable()
  store.writer!.putIfAbsent = async () => {
    throw new Error('disk full: canary-c4n4ry')
  }
  const { lookups } = await generateAbsent([absent], signedIn, contextOf())
  expect(lookups[0]?.lookup.status).toBe('failed')
  expect(JSON.stringify(lookups)).not.toContain('c4n4ry')
})

function writable() {
  const store = scriptedStore('personal', () => [])
  let kept: SecretValue | undefined
  store.writer = {
    refusal: () => undefined,
    put: async (reference) => ({ reference, exists: true }),
    putIfAbsent: async (_, make) => {
      const created = kept === undefined
      kept ??= make()
      return { value: kept, created }
    },
  }
  return { store, signedIn: signedInTo(store) }
}
