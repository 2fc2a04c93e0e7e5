import fc from 'fast-check'
import { expect, test } from 'vitest'
import { developerNameOf } from '../../src/stores/developer.ts'

test.each([
  ['alice', undefined, 'alice'],
  ['Alice.B_c-1', undefined, 'alice.b_c-1'],
  ['alice', 'example.com', 'alice'],
  ['Alice@Example.com', 'example.com', 'alice'],
])('%s of %s is %s', (verified, domain, developer) => {
  expect(developerNameOf(verified, domain)).toEqual({ developer })
})

test.each([
  ['alice@example.com', undefined],
  ['alice@example.org', 'example.com'],
  ['alice@sub.example.com', 'example.com'],
  ['alice@example.com@example.com', 'example.com'],
  ['alice@example.com@evil.example', 'example.com'],
  ['@example.com', 'example.com'],
  ['..', undefined],
  ['a/b', undefined],
  ['a b', undefined],
  ['', undefined],
  ['\u212Aate', undefined],
  ['a'.repeat(129), undefined],
])('%j of %s is refused with a reason', (verified, domain) => {
  const name = developerNameOf(verified, domain)
  expect(name.developer).toBeUndefined()
  expect(name.developerRefusal).toMatch(/\S/)
})

test('whatever is verified, a name is one safe path segment', () => {
  fc.assert(
    fc.property(fc.string(), fc.option(fc.domain(), { nil: undefined }), (verified, domain) => {
      const { developer } = developerNameOf(verified, domain)
      if (developer !== undefined) expect(developer).toMatch(/^(?!\.+$)[a-z0-9._-]{1,128}$/)
    }),
  )
})
