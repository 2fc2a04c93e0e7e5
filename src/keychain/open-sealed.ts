import { createDecipheriv } from 'node:crypto'

/** RFC 7518, section 5.3: A256GCM has an initialisation vector of 96 bits and a tag of 128. */
const IV_BYTES = 12
const TAG_BYTES = 16

/** What a compact JWE says in its protected header. */
export type JweHeader = Readonly<Record<string, unknown>>

/**
 * The content of a compact JWE that was encrypted with `key` itself, and its header, now proven; `undefined` for
 * anything else, and for a header that asks for more than `dir` and A256GCM. As RFC 7516 section 5.2 has it, on
 * node:crypto, which every run loads: jose, which writes these, would bring Web Crypto along to read them.
 */
export function openSealed(sealed: string, key: Buffer): { content: Buffer; header: JweHeader } | undefined {
  const parts = sealed.split('.')
  if (parts.length !== 5) return undefined
  const [head, encryptedKey, iv, content, tag] = parts.map((part) => Buffer.from(part, 'base64url')) as Five
  try {
    const header: JweHeader = JSON.parse(head.toString('utf8'))
    const isPlain =
      header.alg === 'dir' && header.enc === 'A256GCM' && !('zip' in header) && !('crit' in header)
    if (!isPlain || encryptedKey.length > 0 || iv.length !== IV_BYTES || tag.length !== TAG_BYTES)
      return undefined
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(parts[0] ?? '', 'ascii')).setAuthTag(tag)
    return { content: Buffer.concat([decipher.update(content), decipher.final()]), header }
  } catch {
    return undefined
  }
}

type Five = [Buffer, Buffer, Buffer, Buffer, Buffer]
