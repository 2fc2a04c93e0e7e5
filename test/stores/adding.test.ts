import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { composeSchema } from '../../src/schema/document/compose.ts'
import { STORE_TYPES } from '../../src/stores/registry.ts'
import { ROOT } from '../support/run-bin.ts'
import { describeStoreContract } from './contract.ts'
import { harness } from './toy/harness.ts'
import { toy } from './toy/index.ts'

describeStoreContract(toy, harness)

test('a new type stands in the published schema by what it declares of itself', () => {
  const composed = JSON.stringify(composeSchema([...STORE_TYPES.values(), toy]))
  expect(composed).toContain('"toy"')
  expect(composed).toContain('Folder that holds the values.')
  expect(composed).toContain('Folder that holds development values and nothing else.')
  expect(JSON.stringify(composeSchema([...STORE_TYPES.values()]))).not.toContain('toy')
})

test('the guide shows the store that is tried here, to the letter', () => {
  const guide = readFileSync(join(ROOT, 'docs/adding-a-store.md'), 'utf8')
  for (const file of ['index.ts', 'store.ts']) {
    const source = readFileSync(join(import.meta.dirname, 'toy', file), 'utf8')
    expect(guide).toContain(
      source.replaceAll('../../../src/stores/', '../').replaceAll('../../../src/', '../../'),
    )
  }
})
