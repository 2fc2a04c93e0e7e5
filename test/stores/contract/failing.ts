import { inspect } from 'node:util'
import { expect } from 'vitest'
import { SecretValue } from '../../../src/secret/secret-value.ts'
import { StoreError } from '../../../src/stores/failure.ts'
import type { SecretReference, Store, StoreFailure } from '../../../src/stores/store.ts'
import type { StoreType } from '../../../src/stores/store-type.ts'
import type { BrokenBench, Fault } from '../harness.ts'
import { type ContractCase, type Outcome, open, outcomeOf, references, type Subject } from './case.ts'

/** One fault as the pipeline meets it: sign in first, then fetch; a store that writes refuses to write as well. */
export async function meetFault(fault: Fault, { type, world }: Subject): Promise<void> {
  const bench = await fault.arrange(world)
  try {
    const ask = bench.ask ?? [{ location: bench.location('faulty'), outcome: fault.reason }]
    const asked = ask.map(({ location }) => type.parseReference(location))
    const store = await open(type, bench)
    const { outcomes, failures } = await answersOf(store, asked, bench)
    expect(outcomes).toEqual(ask.map(({ outcome }) => outcome))
    if (bench.ask === undefined) failures.push(...(await writeFailures(type, store, asked[0]!, bench)))
    expect(failures.map((failure) => failure.reason)).toContain(fault.reason)
    for (const failure of failures) judge(failure, fault, bench)
  } finally {
    await bench.repair?.()
  }
}

/** What every store does when it is told to stop. */
export const abortCases: readonly ContractCase[] = [
  {
    name: 'a fetch that is aborted beforehand ends without a value',
    async run({ type, world }) {
      const bench = await world.bench()
      const [reference] = references(type, bench, ['aborted'])
      await bench.seed(reference!, Buffer.from('canary-aborted'))
      const store = await open(type, bench)
      const context = { ...bench.context, signal: AbortSignal.abort() }
      const lookups = await store.fetch([reference!], context).catch(() => [])
      expect(lookups.map(outcomeOf)).not.toContain('found')
    },
  },
  {
    name: 'a fetch that hangs ends when it is aborted',
    async run({ type, world }) {
      const bench = await world.hangingBench!()
      const store = await open(type, bench)
      const abort = new AbortController()
      setTimeout(() => abort.abort(), 300)
      const lookups = await store
        .fetch(references(type, bench, ['hanging']), { ...bench.context, signal: abort.signal })
        .catch(() => [])
      expect(abort.signal.aborted).toBe(true)
      expect(lookups.map(outcomeOf)).not.toContain('found')
    },
  },
]

async function answersOf(
  store: Store,
  asked: readonly SecretReference[],
  bench: BrokenBench,
): Promise<{ outcomes: Outcome[]; failures: StoreFailure[] }> {
  const every = (failure: StoreFailure) => ({
    outcomes: asked.map(() => failure.reason),
    failures: [failure],
  })
  try {
    if ((await store.whoami(bench.context)) === undefined) return every(SIGNED_OUT)
    const lookups = await store.fetch(asked, bench.context)
    return {
      outcomes: lookups.map(outcomeOf),
      failures: lookups.flatMap((lookup) => (lookup.status === 'failed' ? [lookup.failure] : [])),
    }
  } catch (error) {
    if (error instanceof StoreError) return every(error.failure)
    throw error
  }
}

const SIGNED_OUT: StoreFailure = { reason: 'unauthenticated', summary: 'Not signed in.', retryable: false }

async function writeFailures(
  type: StoreType,
  store: Store,
  reference: SecretReference,
  bench: BrokenBench,
): Promise<StoreFailure[]> {
  if (!type.capabilities.has('write')) return []
  const value = SecretValue.seal('canary-unwritten')
  const attempts = await Promise.allSettled([
    store.writer!.put(reference, value, bench.context),
    store.writer!.putIfAbsent(reference, () => value, bench.context),
  ])
  return attempts.map((attempt) => {
    if (attempt.status === 'rejected' && attempt.reason instanceof StoreError) return attempt.reason.failure
    throw new Error(`expected a refused write, got ${inspect(attempt)}`)
  })
}

function judge(failure: StoreFailure, fault: Fault, bench: BrokenBench): void {
  expect(failure.summary).toMatch(/^[A-Z].*\.$/)
  if (fault.retryable !== undefined && failure.reason === fault.reason) {
    expect(failure.retryable).toBe(fault.retryable)
  }
  const told = inspect(failure, { depth: null })
  for (const credential of [...bench.credentials, 'canary-']) expect(told).not.toContain(credential)
}
