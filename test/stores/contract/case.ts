import type { Lookup, SecretReference, Store, StoreFailureReason } from '../../../src/stores/store.ts'
import type { StoreCapability, StoreType } from '../../../src/stores/store-type.ts'
import type { Bench, World } from '../harness.ts'

/** One thing that every store type promises, or every type with the capability that it needs. */
export interface ContractCase {
  /** Stable: exemptions name it. */
  name: string
  needs?: StoreCapability
  run(subject: Subject): Promise<void>
}

export interface Subject {
  type: StoreType
  world: World
}

/** Opens the store of `bench` as the pipeline does. */
export function open(type: StoreType, bench: Bench): Promise<Store> {
  return type.open(bench.place, type.parseOptions(bench.options))
}

/** The bench's references by label, parsed. */
export function references(type: StoreType, bench: Bench, labels: readonly string[]): SecretReference[] {
  return labels.map((label) => type.parseReference(bench.location(label)))
}

export type Outcome = 'found' | 'absent' | 'mintable' | StoreFailureReason

/** A lookup in one word. */
export function outcomeOf(lookup: Lookup): Outcome {
  return lookup.status === 'failed' ? lookup.failure.reason : lookup.status
}

/** The bytes that were found, of the field where one was asked for, which `resolve` picks; throws where none were. */
export function bytesOf(lookup: Lookup | undefined): Buffer {
  if (lookup?.status !== 'found')
    throw new Error(`expected a value, got ${lookup ? outcomeOf(lookup) : 'nothing'}`)
  const { field } = lookup.reference
  const value = field === undefined ? lookup.value : lookup.value.field(field)
  if (value === undefined) throw new Error('expected a value with that field')
  return value.reveal()
}
