import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { STORE_TYPES } from '../../src/stores/registry.ts'
import { describeStoreContract } from './contract.ts'
import type { Harness } from './harness.ts'

for (const type of STORE_TYPES.values()) {
  const file = new URL(`./${type.type}/harness.ts`, import.meta.url)
  if (!existsSync(file)) {
    test(`${type.type} has a harness in test/stores/${type.type}/harness.ts`, () => expect.unreachable())
    continue
  }
  const { harness } = (await import(/* @vite-ignore */ file.href)) as { harness: Harness }
  describeStoreContract(type, harness)
}

describe('the registry', () => {
  test('knows each type under its own name', () => {
    for (const [name, type] of STORE_TYPES) expect(type.type).toBe(name)
  })
})
