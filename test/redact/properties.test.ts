import { describe, test } from 'vitest'
import { PROPERTIES } from './properties.ts'

describe('redaction', () => {
  for (const [promise, check] of Object.entries(PROPERTIES)) {
    test(promise, () => check({ numRuns: 1_000 }))
  }
})
