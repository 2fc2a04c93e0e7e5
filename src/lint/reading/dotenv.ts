/** One assignment of a dotenv file. `value` is kept only to be judged: it never leaves the rule. */
export interface DotenvAssignment {
  name: string
  value: string
  /** Offset of the name. */
  nameIndex: number
  /** Offset of the value, past an opening quote. */
  valueIndex: number
}

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*[=:][ \t]*/gm

/** Assignments as the common dotenv loaders read them; a quoted value may span lines, a bare one ends at ` #`. */
export function* readDotenv(text: string): Iterable<DotenvAssignment> {
  ASSIGNMENT.lastIndex = 0
  for (const match of text.matchAll(ASSIGNMENT)) {
    const start = match.index + match[0].length
    const quote = /["'`]/.test(text[start] ?? '') ? text[start]! : ''
    const end = quote ? text.indexOf(quote, start + 1) : -1
    const nameIndex = match.index + match[0].indexOf(match[1]!)
    const value = end === -1 ? bareValue(text, start) : text.slice(start + 1, end)
    yield { name: match[1]!, value, nameIndex, valueIndex: end === -1 ? start : start + 1 }
  }
}

function bareValue(text: string, start: number): string {
  const line = /[^\r\n]*/.exec(text.slice(start, start + 4096))![0]
  return line.replace(/(?:^|\s)#.*/, '').trim()
}
