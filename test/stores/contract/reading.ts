import { expect } from 'vitest'
import type { Lookup } from '../../../src/stores/store.ts'
import { bytesOf, type ContractCase, open, outcomeOf, references } from './case.ts'

const VALUES: Readonly<Record<string, Buffer>> = {
  empty: Buffer.alloc(0),
  'multi-line': Buffer.from('first\nsecond\r\n\tthird'),
  'trailing newline': Buffer.from('canary-value\n'),
  'leading and trailing space': Buffer.from('  canary value  '),
  'non-ASCII': Buffer.from('pässwörd-密碼-🔑-e\u0301'),
  'quotes and escapes': Buffer.from(`"'\\n\${HOME} $(id) %00 {"a":1}`),
  '64 KiB': Buffer.alloc(65_536, 'canary-'),
  'not UTF-8': Buffer.from([0xff, 0x00, 0xfe, 0x80, 0x0a]),
}

const survives = Object.entries(VALUES).map(
  ([title, value]): ContractCase => ({
    name: `a value survives byte for byte: ${title}`,
    async run({ type, world }) {
      const bench = await world.bench()
      const [reference] = references(type, bench, ['value'])
      await bench.seed(reference!, value)
      const store = await open(type, bench)
      const [lookup] = await store.fetch([reference!], bench.context)
      expect(bytesOf(lookup).equals(value)).toBe(true)
    },
  }),
)

/** The member, whether the store picked it or gave the whole value. */
function memberOf(lookup: Lookup, field: string): string | undefined {
  if (lookup.status !== 'found') return undefined
  return (lookup.value.field(field) ?? (lookup.value.matches('json') ? undefined : lookup.value))
    ?.reveal()
    .toString()
}

/** What a store answers when all is well. */
export const readingCases: readonly ContractCase[] = [
  {
    name: 'says who we are',
    async run({ type, world }) {
      const bench = await world.bench()
      const identity = await (await open(type, bench)).whoami(bench.context)
      expect(identity).toMatchObject(bench.identity)
      expect(identity?.principal).toMatch(/\S/)
    },
  },
  {
    name: 'what is seeded is found, what is not is absent',
    async run({ type, world }) {
      const bench = await world.bench()
      const [there, missing] = references(type, bench, ['there', 'missing'])
      await bench.seed(there!, Buffer.from('canary-there'))
      const lookups = await (await open(type, bench)).fetch([there!, missing!], bench.context)
      expect(lookups.map(outcomeOf)).toEqual(['found', 'absent'])
      expect(lookups.map((lookup) => lookup.reference)).toEqual([there, missing])
    },
  },
  {
    name: 'a batch keeps its length and order',
    async run({ type, world }) {
      const bench = await world.bench()
      const asked = references(
        type,
        bench,
        Array.from({ length: 45 }, (_, index) => `item-${index}`),
      )
      for (const [index, reference] of asked.entries()) {
        if (index % 3 !== 0) await bench.seed(reference, Buffer.from(`canary-${index}`))
      }
      const lookups = await (await open(type, bench)).fetch(asked, bench.context)
      expect(lookups.map((lookup) => lookup.reference)).toEqual(asked)
      for (const [index, lookup] of lookups.entries()) {
        if (index % 3 === 0) expect(outcomeOf(lookup)).toBe('absent')
        else expect(bytesOf(lookup).toString()).toBe(`canary-${index}`)
      }
    },
  },
  {
    name: 'an empty batch is an empty answer',
    async run({ type, world }) {
      const bench = await world.bench()
      expect(await (await open(type, bench)).fetch([], bench.context)).toEqual([])
    },
  },
  {
    name: 'two opens share no state',
    async run({ type, world }) {
      const [mine, theirs] = [await world.bench(), await world.bench()]
      const [reference] = references(type, mine, ['shared'])
      await mine.seed(reference!, Buffer.from('canary-mine'))
      const [first, second, other] = await Promise.all([
        open(type, mine),
        open(type, mine),
        open(type, theirs),
      ])
      expect(first).not.toBe(second)
      await other
        .fetch(references(type, theirs, ['shared']), {
          ...theirs.context,
          signal: AbortSignal.abort(),
        })
        .catch(() => undefined)
      for (const store of [first, second]) {
        expect(bytesOf((await store.fetch([reference!], mine.context))[0]).toString()).toBe('canary-mine')
      }
      expect(
        (await other.fetch(references(type, theirs, ['shared']), theirs.context)).map(outcomeOf),
      ).toEqual(['absent'])
    },
  },
  {
    name: 'a field picks one member of a JSON value',
    needs: 'fields',
    async run({ type, world }) {
      const bench = await world.bench()
      const { path } = references(type, bench, ['fields'])[0]!
      await bench.seed({ path }, Buffer.from(JSON.stringify({ url: 'canary-url', user: 'canary-user' })))
      const store = await open(type, bench)
      const [whole] = await store.fetch([{ path }], bench.context)
      expect(memberOf(whole!, 'url')).toBe('canary-url')
      const asked = ['url', 'user', 'missing'].map((field) => ({ path, field }))
      const lookups = await store.fetch(asked, bench.context)
      expect(lookups.map((lookup) => memberOf(lookup, lookup.reference.field!))).toEqual([
        'canary-url',
        'canary-user',
        undefined,
      ])
    },
  },
  {
    name: 'a pinned version is the one that is read',
    needs: 'versions',
    async run({ type, world }) {
      const bench = await world.bench()
      const [reference] = references(type, bench, ['pinned'])
      const { version } = await bench.seed(reference!, Buffer.from('canary-old'))
      await bench.seed(reference!, Buffer.from('canary-new'))
      const store = await open(type, bench)
      const lookups = await store.fetch([{ ...reference!, version: version! }, reference!], bench.context)
      expect(lookups.map((lookup) => bytesOf(lookup).toString())).toEqual(['canary-old', 'canary-new'])
    },
  },
  ...survives,
]
