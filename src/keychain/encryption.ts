import { SecretValue } from '../secret/secret-value.ts'
import { openSealed } from './open-sealed.ts'

/**
 * `content` as JWE (RFC 7516) in compact form, encrypted with `key` itself: `dir` and A256GCM. `about` stands in the
 * header, readable and protected.
 */
export async function encrypt(
  content: SecretValue,
  key: SecretValue,
  about: Readonly<Record<string, string>>,
): Promise<string> {
  const { CompactEncrypt } = await import('jose/jwe/compact/encrypt')
  const header = { ...about, alg: 'dir', enc: 'A256GCM' }
  return new CompactEncrypt(content.reveal()).setProtectedHeader(header).encrypt(key.reveal())
}

/** What {@link encrypt} made with the same key and the same `about`; undefined for anything else. */
export function decrypt(
  sealed: string,
  key: SecretValue,
  about: Readonly<Record<string, string>>,
): SecretValue | undefined {
  const opened = openSealed(sealed, key.reveal())
  if (opened === undefined) return undefined
  const isSame = Object.entries(about).every(([name, text]) => opened.header[name] === text)
  return isSame ? SecretValue.seal(opened.content) : undefined
}

/** The text members of the header, which are readable without the key and believed only after {@link decrypt}. */
export function readHeader(sealed: string): Readonly<Record<string, string | undefined>> | undefined {
  try {
    const header = JSON.parse(Buffer.from(sealed.slice(0, sealed.indexOf('.')), 'base64url').toString('utf8'))
    return Object.fromEntries(Object.entries(header).filter(([, text]) => typeof text === 'string')) as never
  } catch {
    return undefined
  }
}
