import fc from 'fast-check'
import { test } from 'vitest'
import { hostileBytes, readHostile } from './schema-properties.ts'

test('no input crashes the reader of schemas or is told in its messages (5,000 of them; npm run fuzz:schema for more)', async () => {
  await fc.assert(fc.asyncProperty(hostileBytes, readHostile), { numRuns: 5000 })
})
