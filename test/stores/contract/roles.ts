import { inspect } from 'node:util'
import { expect } from 'vitest'
import { SecretValue } from '../../../src/secret/secret-value.ts'
import { StoreError } from '../../../src/stores/failure.ts'
import { bytesOf, type ContractCase, open, references } from './case.ts'

/** What the optional roles promise where a type has them. */
export const roleCases: readonly ContractCase[] = [
  {
    name: 'a written value is read back by another open, byte for byte',
    needs: 'write',
    async run({ type, world }) {
      const bench = await world.bench()
      const [reference] = references(type, bench, ['written'])
      for (const text of ['canary-first', 'canary-second\n', 'canary \t 🔑']) {
        const store = await open(type, bench)
        const written = await store.writer!.put(reference!, SecretValue.seal(text), bench.context)
        expect(written).toMatchObject({ reference, exists: true })
        expect(inspect(written, { depth: null })).not.toContain('canary-')
        const [lookup] = await (await open(type, bench)).fetch([reference!], bench.context)
        expect(bytesOf(lookup).toString()).toBe(text)
      }
    },
  },
  {
    name: 'a value that cannot be kept as it is is refused rather than changed',
    needs: 'write',
    async run({ type, world }) {
      const bench = await world.bench()
      const [reference] = references(type, bench, ['bytes'])
      const store = await open(type, bench)
      for (const bytes of [Buffer.alloc(0), Buffer.from('canary-\0-cut'), Buffer.from([0xff, 0xfe])]) {
        const refusal = await store
          .writer!.put(reference!, SecretValue.seal(bytes), bench.context)
          .then(() => undefined)
          .catch((error: unknown) => error)
        const [lookup] = await store.fetch([reference!], bench.context)
        if (refusal === undefined) expect(bytesOf(lookup).equals(bytes)).toBe(true)
        else expect(refusal).toBeInstanceOf(StoreError)
      }
    },
  },
  {
    name: 'a refused write leaves things as they were',
    needs: 'write',
    async run({ type, world }) {
      const bench = await world.bench()
      const [reference] = references(type, bench, ['kept'])
      await bench.seed(reference!, Buffer.from('canary-kept'))
      const store = await open(type, bench)
      const writer = store.writer
      const refused = { ...reference!, version: '1' }
      expect(writer!.refusal(reference!)).toBeUndefined()
      expect(writer!.refusal(refused)).toMatch(/\S/)
      const other = SecretValue.seal('canary-other')
      await expect(writer!.put(refused, other, bench.context)).rejects.toMatchObject({ failure: {} })
      await expect(writer!.putIfAbsent(refused, () => other, bench.context)).rejects.toMatchObject({
        failure: {},
      })
      expect(bytesOf((await store.fetch([reference!], bench.context))[0]).toString()).toBe('canary-kept')
    },
  },
  {
    name: 'of many first writers one wins and all get its value',
    needs: 'write',
    async run({ type, world }) {
      const bench = await world.bench()
      const [reference] = references(type, bench, ['generated'])
      const answers = await Promise.all(
        Array.from({ length: 8 }, async (_, index) =>
          (await open(type, bench)).writer!.putIfAbsent(
            reference!,
            () => SecretValue.seal(`canary-${index}`),
            bench.context,
          ),
        ),
      )
      expect(answers.filter((answer) => answer.created)).toHaveLength(1)
      expect(new Set(answers.map((answer) => answer.value.reveal().toString())).size).toBe(1)
    },
  },
  {
    name: 'what is there is never made again',
    needs: 'write',
    async run({ type, world }) {
      const bench = await world.bench()
      const [reference] = references(type, bench, ['there'])
      await bench.seed(reference!, Buffer.from('canary-there'))
      const answer = await (await open(type, bench)).writer!.putIfAbsent(
        reference!,
        () => {
          throw new Error('made again')
        },
        bench.context,
      )
      expect(answer.created).toBe(false)
      expect(answer.value.reveal().toString()).toBe('canary-there')
    },
  },
  {
    name: 'metadata tells what exists without its value',
    needs: 'metadata',
    async run({ type, world }) {
      const bench = await world.bench()
      const [there, missing] = references(type, bench, ['there', 'missing'])
      const tags = { environment: 'dev' }
      await bench.seed(there!, Buffer.from('canary-there'), type.tagScope ? { tags } : {})
      const read = await (await open(type, bench)).metadata!.read([missing!, there!], bench.context)
      expect(read).toMatchObject([
        { reference: missing, exists: false },
        { reference: there, exists: true, ...(type.tagScope ? { tags } : {}) },
      ])
      expect(inspect(read, { depth: null })).not.toContain('canary-there')
    },
  },
  {
    name: 'a lease is renewed, and revoked as often as one likes',
    needs: 'leases',
    async run({ type, world }) {
      const bench = await world.leasingBench!()
      const store = await open(type, bench)
      const [lookup] = await store.fetch(references(type, bench, ['leased']), bench.context)
      if (lookup?.status !== 'found' || lookup.lease === undefined) throw new Error('expected a lease')
      expect(lookup.lease.durationSeconds).toBeGreaterThan(0)
      expect((await store.leases!.renew(lookup.lease, bench.context)).id).toBe(lookup.lease.id)
      await store.leases!.revoke(lookup.lease, bench.context)
      await store.leases!.revoke(lookup.lease, bench.context)
    },
  },
  {
    name: 'login signs in, and out as often as one likes',
    needs: 'login',
    async run({ type, world }) {
      const bench = await world.signedOutBench!()
      const store = await open(type, bench)
      expect(await store.whoami(bench.context)).toBeUndefined()
      expect(await store.login!.start(bench.context)).toMatchObject(bench.identity)
      expect(await (await open(type, bench)).whoami(bench.context)).toMatchObject(bench.identity)
      await store.login!.end(bench.context)
      expect(await (await open(type, bench)).whoami(bench.context)).toBeUndefined()
      await store.login!.end(bench.context)
    },
  },
]
