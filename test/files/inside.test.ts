import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inside, pathInside } from '../../src/files/inside.ts'

const name = fc.stringMatching(/^[a-z]([a-z.]{0,3}[a-z])?$/)
const names = fc.array(name, { minLength: 1, maxLength: 4 })

test('leads where join leads, also from the root and from a folder that ends with a slash', () => {
  const folder = fc.tuple(names, fc.boolean()).map(([above, ends]) => `/${above.join('/')}${ends ? '/' : ''}`)
  fc.assert(
    fc.property(fc.oneof(fc.constant('/'), folder), names, (from, to) => {
      expect(inside(from, ...to)).toBe(join(from, ...to))
      expect(pathInside(from, join(from, ...to))).toBe(to.join('/'))
    }),
  )
})

test.each([
  ['/srv/shop', '/srv/shop'],
  ['/srv/shop', '/srv/shop-evil/a'],
  ['/srv/shop', '/srv'],
  ['/srv/shop', '/etc/passwd'],
])('inside %s there is no %s', (folder, path) => {
  expect(pathInside(folder, path)).toBeUndefined()
})
