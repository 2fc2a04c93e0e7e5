import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32c } from '../../../src/stores/gcp-secret-manager/crc32c.ts'
import { gcpSecretManager } from '../../../src/stores/gcp-secret-manager/index.ts'

const writeDeveloper = gcpSecretManager.writeDeveloper!

test.each([
  ['alice', 'alice'],
  ['alice.jones', 'alice--jones'],
  ['a_b-c', 'a_b-c'],
  ['alice--jones', undefined],
  ['alice-.jones', undefined],
  ['alice.-jones', undefined],
  ['alice..jones', undefined],
])('%s is written %s', (developer, written) => {
  expect(writeDeveloper(developer)).toBe(written)
})

test('no two people are written alike, and what is written is an id', () => {
  const name = fc.stringMatching(/^[a-z._-]{1,12}$/)
  fc.assert(
    fc.property(name, name, (one, other) => {
      const written = writeDeveloper(one)
      if (written === undefined) return true
      return /^[a-z_-]+$/.test(written) && (one === other || writeDeveloper(other) !== written)
    }),
    { numRuns: 2_000 },
  )
})

// RFC 3720, appendix B.4, and the check value of the CRC catalogue.
test.each([
  [Buffer.alloc(32), 0x8a9136aa],
  [Buffer.alloc(32, 0xff), 0x62a8ab43],
  [Buffer.from(Array.from({ length: 32 }, (_, index) => index)), 0x46dd794e],
  [Buffer.from('123456789'), 0xe3069283],
  [Buffer.alloc(0), 0],
])('the checksum of %s', (bytes, checksum) => {
  expect(crc32c(bytes)).toBe(checksum)
})

test.each(['../x', 'a/b', 'a.b', 'a:b', 'projects-1/x', '{project}', '{developer', 'a b', 'ä'])(
  'the id %s is refused',
  (path) => {
    expect(() => gcpSecretManager.parseReference(path)).toThrow(
      expect.objectContaining({ code: 'SCHEMA_INVALID' }),
    )
  },
)

test.each([undefined, '', 'x', 'UPPER-CASE', 'storefront-dev/../other', 'a@b', 'x'.repeat(40)])(
  'the project %s is refused',
  (project) => {
    expect(() => gcpSecretManager.parseOptions({ project })).toThrow(
      expect.objectContaining({ code: 'STORE_MISCONFIGURED' }),
    )
  },
)
