import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { referenceRanges, withMarks } from './reference.ts'
import { SHAPES } from './shapes.ts'
import { VALUE_KINDS } from './values.ts'
import type { Vector } from './vectors.ts'

/** `node test/redact/write-vectors.ts` writes the vectors that the reference answers; the others are written by hand. */
const KINDS_FOR_EVERY_SHAPE = ['base64 key', 'punctuation', 'several lines']

const vectors: Vector[] = []
for (const kind of KINDS_FOR_EVERY_SHAPE) {
  for (const shape of Object.keys(SHAPES)) vectors.push(vector(kind, shape))
}
for (const kind of Object.keys(VALUE_KINDS)) {
  if (kind !== 'four kilobytes' && !KINDS_FOR_EVERY_SHAPE.includes(kind)) vectors.push(vector(kind, 'plain'))
}
writeFileSync(join(import.meta.dirname, 'vectors', 'shapes.json'), `${JSON.stringify(vectors, null, 2)}\n`)

function vector(kind: string, shape: string): Vector {
  const value = VALUE_KINDS[kind]!(7)
  const input = Buffer.concat([
    Buffer.from('value: '),
    SHAPES[shape]!(value).output,
    Buffer.from('\nnext line\n'),
  ])
  const middle = 7 + ((input.length - 18) >> 1)
  return {
    name: `${kind}, ${shape}`,
    secrets: { SECRET: value.toString('latin1') },
    chunks: [input.subarray(0, middle), input.subarray(middle)].map((chunk) => chunk.toString('latin1')),
    expect: withMarks(input, referenceRanges([['SECRET', value]], input)).toString('latin1'),
  }
}
