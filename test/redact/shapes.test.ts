import { describe, test } from 'vitest'
import { comesOutNowhere } from './properties.ts'
import { SHAPES } from './shapes.ts'
import { VALUE_KINDS } from './values.ts'

describe('no kind of value comes out', () => {
  test.each(Object.keys(SHAPES))('in this shape: %s', (shape) => {
    for (const kind of Object.keys(VALUE_KINDS)) {
      for (const cuts of [[1], [5, 11, 2]]) {
        try {
          comesOutNowhere({ kind, shape, n: 3, before: '\x1b[2mvalue="', after: '"\n', cuts })
        } catch (error) {
          throw new Error(`${kind}: ${(error as Error).message}`)
        }
      }
    }
  })
})
