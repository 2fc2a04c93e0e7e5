import { isUtf8 } from 'node:buffer'
import { type Json, withoutPrototype } from './json.ts'
import { LIMITS } from './limits.ts'
import type { SchemaProblem } from './types.ts'

/** The document, or why there is none. `text` is absent where the bytes are no text. */
export type ParsedDocument =
  | { text: string; document: Json; problems: readonly SchemaProblem[] }
  | { text?: string; document?: undefined; problems: readonly SchemaProblem[] }

/**
 * Reads JSON that may be hostile: size, depth and string length are checked before anything is parsed, and a
 * name that stands twice is a problem. The usual file takes one pass and `JSON.parse`; only a broken one loads
 * the parser that knows positions.
 */
export async function parseDocument(bytes: Buffer): Promise<ParsedDocument> {
  if (bytes.length > LIMITS.fileBytes) {
    return refuse(`The schema is larger than ${LIMITS.fileBytes} bytes`)
  }
  if (!isUtf8(bytes)) {
    return refuse('The schema is not UTF-8')
  }
  const text = bytes.toString('utf8')
  if (text.startsWith('\uFEFF')) {
    return refuse('The schema starts with a byte order mark', text)
  }
  const shape = measure(text)
  if (shape.depth > LIMITS.depth) {
    return refuse(`The schema nests deeper than ${LIMITS.depth} levels`, text)
  }
  if (shape.hasLongString) {
    return refuse(`A string of the schema is longer than ${LIMITS.stringBytes} bytes`, text)
  }
  const parsed = tryParse(text)
  if (parsed === undefined || countMembers(parsed) !== shape.members) {
    const { findSyntaxProblems } = await import('./positions.ts')
    return { text, problems: findSyntaxProblems(text) }
  }
  return { text, document: withoutPrototype(parsed), problems: [] }
}

function refuse(what: string, text?: string): ParsedDocument {
  const problem = { rule: 'schema/parse', message: `${what}.`, pointer: '', position: { line: 1, column: 1 } }
  return text === undefined ? { problems: [problem] } : { text, problems: [problem] }
}

/** One pass that knows only strings and brackets: enough to bound what a parser would have to do. */
function measure(text: string): { depth: number; members: number; hasLongString: boolean } {
  let depth = 0
  let deepest = 0
  let members = 0
  let hasLongString = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x22) {
      const start = i + 1
      i = endOfString(text, start)
      hasLongString ||= isLong(text, start, i)
    } else if (code === 0x7b || code === 0x5b) {
      deepest = Math.max(deepest, ++depth)
    } else if (code === 0x7d || code === 0x5d) {
      depth--
    } else if (code === 0x3a) {
      members++
    }
  }
  return { depth: deepest, members, hasLongString }
}

/** Where the quote stands that an even number of backslashes precedes; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start); end !== -1; end = text.indexOf('"', end + 1)) {
    let first = end
    while (first > start && text.charCodeAt(first - 1) === 0x5c) first--
    if ((end - first) % 2 === 0) return end
  }
  return text.length
}

/** A UTF-16 unit takes three bytes of UTF-8 at most. */
function isLong(text: string, start: number, end: number): boolean {
  const units = end - start
  return units * 3 > LIMITS.stringBytes && Buffer.byteLength(text.slice(start, end)) > LIMITS.stringBytes
}

function tryParse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** A valid document has one colon a member: fewer members than colons means that a name stood twice. */
function countMembers(value: Json): number {
  if (typeof value !== 'object' || value === null) {
    return 0
  }
  let count = Array.isArray(value) ? 0 : Object.keys(value).length
  for (const member of Object.values(value)) {
    count += countMembers(member)
  }
  return count
}
