import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StoreFailureReason } from '../../src/stores/store.ts'
import type { StoreType } from '../../src/stores/store-type.ts'
import type { ContractCase } from './contract/case.ts'
import { declarationCases } from './contract/declaration.ts'
import { abortCases, meetFault } from './contract/failing.ts'
import { readingCases } from './contract/reading.ts'
import { roleCases } from './contract/roles.ts'
import type { Harness, World } from './harness.ts'

const CASES: readonly ContractCase[] = [...declarationCases, ...readingCases, ...roleCases, ...abortCases]

const REASONS: Readonly<Record<StoreFailureReason, true>> = {
  unauthenticated: true,
  forbidden: true,
  locked: true,
  unreachable: true,
  throttled: true,
  'not-installed': true,
  misconfigured: true,
  'invalid-response': true,
}

/** Registers what every store type promises, as tests, against the world that `harness` starts. */
export function describeStoreContract(type: StoreType, harness: Harness): void {
  const missing = process.env.CI ? undefined : harness.missing?.()
  if (missing !== undefined) console.warn(`${type.type} is skipped: ${missing}`)
  describe.skipIf(missing !== undefined)(type.type, () => {
    let world: World
    beforeAll(async () => {
      world = await harness.start()
    })
    afterAll(() => world?.stop())

    for (const { name, run } of applicable(type).filter(({ name }) => !(name in harness.exemptions))) {
      test(name, () => run({ type, world }))
    }
    for (const fault of harness.faults) {
      test(`${fault.name}: ${fault.reason}`, () => meetFault(fault, { type, world }))
    }

    test('every failure reason is shown, or exempt with a reason', () => {
      const shown = new Set<string>(harness.faults.map((fault) => fault.reason))
      const missing = Object.keys(REASONS).filter(
        (reason) => !shown.has(reason) && !(reason in harness.exemptions),
      )
      expect(missing).toEqual([])
    })

    test('every exemption names something that would apply, and says why it does not', () => {
      const exemptible = [...applicable(type).map(({ name }) => name), ...Object.keys(REASONS)]
      for (const [name, reason] of Object.entries(harness.exemptions)) {
        expect(exemptible).toContain(name)
        expect(reason, name).toMatch(/^.{20,}\.$/)
        expect(harness.faults.map((fault) => fault.reason)).not.toContain(name)
      }
    })
  })
}

function applicable(type: StoreType): readonly ContractCase[] {
  return CASES.filter(({ needs }) => needs === undefined || type.capabilities.has(needs))
}
