import { escapes } from './escapes.ts'

/**
 * Every way in which `value` could be printed, the value itself first. May repeat itself. Upper and lower
 * case, white space, wrapping and UTF-16 are missing where the canonical view takes them away.
 */
export function variants(value: Buffer): Buffer[] {
  return [value, Buffer.from(value.toString('hex')), ...base64Parts(value), ...textVariants(value)]
}

function textVariants(value: Buffer): Buffer[] {
  const text = value.toString()
  if (!Buffer.from(text).equals(value)) return [Buffer.from(value).reverse()]
  const reversed = Buffer.from([...text].reverse().join(''))
  const escaped = Array.from(escapes(text), (one) => Buffer.from(one))
  if (value.length === text.length) return [reversed, ...escaped]
  const utf16 = Buffer.from(text, 'utf16le')
  return [
    reversed,
    utf16,
    Buffer.from(utf16).swap16(),
    Buffer.from(text.toUpperCase()),
    Buffer.from(text.toLowerCase()),
    ...escaped,
  ]
}

/**
 * The characters of base64 that `value` alone decides, wherever it stands in what was encoded, in both
 * alphabets. At its end also the character and the padding that follow when nothing else does.
 */
function base64Parts(value: Buffer): Buffer[] {
  const parts: Buffer[] = []
  for (const before of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(before), value]).toString('base64')
    const start = Math.ceil((before * 8) / 6)
    const decided = Math.floor(((before + value.length) * 8) / 6)
    for (const text of new Set([encoded, encoded.replaceAll('+', '-').replaceAll('/', '_')])) {
      const bytes = Buffer.from(text)
      parts.push(bytes.subarray(start, decided))
      if (decided < text.length) parts.push(bytes.subarray(start, decided + 1), bytes.subarray(start))
    }
  }
  return parts
}
