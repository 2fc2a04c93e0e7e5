import fc from 'fast-check'
import { CompactEncrypt, compactDecrypt } from 'jose'
import { expect, test } from 'vitest'
import { openSealed } from '../../src/keychain/open-sealed.ts'

const KEY = Buffer.alloc(32, 7)

const seal = (content: Uint8Array, header: Record<string, unknown> = {}, key: Buffer = KEY) =>
  new CompactEncrypt(content).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', ...header }).encrypt(key)

test('opens what jose writes, and agrees with jose about it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), fc.string(), async (content, kid) => {
      const sealed = await seal(content, { kid })
      const { plaintext, protectedHeader } = await compactDecrypt(sealed, KEY)
      const opened = openSealed(sealed, KEY)
      expect(opened?.content.equals(plaintext)).toBe(true)
      expect(opened?.header).toEqual(protectedHeader)
    }),
    { numRuns: 50 },
  )
})

test('opens nothing in which any character differs', async () => {
  const sealed = await seal(Buffer.from('canary-content'), { kid: 'a' })
  for (let at = 0; at < sealed.length; at++) {
    const other = sealed[at] === 'A' ? 'Q' : 'A'
    const damaged = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`
    const isSameBytes = Buffer.from(partOf(damaged, at), 'base64url').equals(
      Buffer.from(partOf(sealed, at), 'base64url'),
    )
    expect(
      openSealed(damaged, KEY) === undefined || (isSameBytes && !isInHeader(sealed, at)),
      `at ${at}`,
    ).toBe(true)
  }
})

test.each<[string, (parts: string[]) => string[]]>([
  ['a shorter tag', ([h, k, i, c, t]) => [h!, k!, i!, c!, t!.slice(0, 16)]],
  ['an encrypted key', ([h, , i, c, t]) => [h!, 'AAAA', i!, c!, t!]],
  ['a longer initialisation vector', ([h, k, i, c, t]) => [h!, k!, `${i}AAAA`, c!, t!]],
  ['four parts', (parts) => parts.slice(0, 4)],
  ['six parts', (parts) => [...parts, '']],
  ['nothing', () => []],
])('opens nothing with %s', async (_what, change) => {
  const sealed = await seal(Buffer.from('x'))
  expect(openSealed(change(sealed.split('.')).join('.'), KEY)).toBeUndefined()
})

test('opens nothing with another key, or with one of another size', async () => {
  const sealed = await seal(Buffer.from('x'))
  expect(openSealed(sealed, Buffer.alloc(32, 8))).toBeUndefined()
  expect(openSealed(sealed, Buffer.alloc(16, 7))).toBeUndefined()
})

test.each(['A128GCM', 'A256CBC-HS512'])('opens nothing that was encrypted with %s', async (enc) => {
  const key = Buffer.alloc(enc === 'A128GCM' ? 16 : 64, 7)
  expect(openSealed(await seal(Buffer.from('x'), { enc }, key), key)).toBeUndefined()
})

/** The part of a compact form in which position `at` stands. */
function partOf(sealed: string, at: number): string {
  const start = sealed.lastIndexOf('.', at - 1) + 1
  const end = sealed.indexOf('.', start)
  return sealed.slice(start, end === -1 ? undefined : end)
}

function isInHeader(sealed: string, at: number): boolean {
  return at <= sealed.indexOf('.')
}
