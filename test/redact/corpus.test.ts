import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { answersAsReference, showsLittleInSilence } from './properties.ts'

interface Saved {
  found: string
  secrets: readonly string[]
  input: string
  cuts: readonly number[]
  waits: readonly number[]
}

const corpus = JSON.parse(
  readFileSync(join(import.meta.dirname, 'corpus', 'tangles.json'), 'utf8'),
) as Saved[]

describe('inputs that once were answered wrongly', () => {
  test.each(corpus)('$found', ({ secrets, input, cuts, waits }) => {
    const named = secrets.map((value, index) => [`S${index}`, Buffer.from(value)] as const)
    const own = Buffer.from(new ArrayBuffer(input.length))
    own.write(input, 'latin1')
    const tangle = { secrets: named, input: own, cuts }
    answersAsReference(tangle)
    showsLittleInSilence(tangle, waits)
  })
})
