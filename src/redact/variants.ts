import { isAscii, isUtf8 } from 'node:buffer'
import { escapes } from './escapes.ts'

/**
 * Every way in which `value` could be printed, the value itself first, each as a text whose characters stand
 * for a byte each. May repeat itself. Upper and lower case, white space, wrapping and UTF-16 are missing where
 * the canonical view takes them away.
 */
export function variants(value: Buffer): string[] {
  return [value.toString('latin1'), value.toString('hex'), ...base64Parts(value), ...textVariants(value)]
}

function textVariants(value: Buffer): string[] {
  const backwards = Buffer.from(value).reverse().toString('latin1')
  if (!isUtf8(value)) return [backwards]
  const text = value.toString()
  if (isAscii(value)) return [backwards, ...escapes(text)]
  const utf16 = Buffer.from(text, 'utf16le')
  return [
    utf16.toString('latin1'),
    Buffer.from(utf16).swap16().toString('latin1'),
    ...[[...text].reverse().join(''), text.toUpperCase(), text.toLowerCase(), ...escapes(text)].map((one) =>
      Buffer.from(one).toString('latin1'),
    ),
  ]
}

/** `text` in UTF-8, a character for each byte. */
export function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1')
}

function inBothAlphabets(base64: string): string[] {
  const forUrls = base64.replaceAll('+', '-').replaceAll('/', '_')
  return forUrls === base64 ? [base64] : [base64, forUrls]
}

/**
 * The characters of base64 that `value` alone decides, wherever it stands in what was encoded, in both
 * alphabets. At its end also the character and the padding that follow when nothing else does.
 */
function base64Parts(value: Buffer): string[] {
  const parts: string[] = []
  const padded = Buffer.concat([Buffer.alloc(2), value])
  for (const before of [0, 1, 2]) {
    const encoded = padded.toString('base64', 2 - before)
    const start = Math.ceil((before * 8) / 6)
    const decided = Math.floor(((before + value.length) * 8) / 6)
    for (const text of inBothAlphabets(encoded)) {
      parts.push(text.slice(start, decided))
      if (decided < text.length) parts.push(text.slice(start, decided + 1), text.slice(start))
    }
  }
  return parts
}
