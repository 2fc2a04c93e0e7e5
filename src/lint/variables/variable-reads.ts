import type { TrackedFile } from '../files/tracked-file.ts'
import { languageOf } from './languages.ts'

/** A variable that code reads, and the offset at which its name stands. */
export interface VariableRead {
  name: string
  index: number
}

/**
 * Every variable that `file` reads by a literal name, in no particular order. Text is matched, not parsed:
 * a read inside a comment counts.
 */
export function* findVariableReads(file: Pick<TrackedFile, 'path' | 'text'>): Iterable<VariableRead> {
  const language = languageOf(file.path)
  if (language === undefined || !language.needles.some((needle) => file.text.includes(needle))) return
  for (const pattern of language.patterns) {
    for (const match of file.text.matchAll(pattern)) {
      const name = match[1]!
      yield { name, index: match.index + match[0].lastIndexOf(name) }
    }
  }
  for (const pattern of language.lists ?? []) {
    for (const match of file.text.matchAll(pattern)) {
      yield* namesIn(match[1]!, match.index + match[0].indexOf(match[1]!))
    }
  }
}

/** Names of a destructuring: `A, B: b, C = 'x'`. What stands after a colon or an equals sign is no name. */
function* namesIn(list: string, start: number): Iterable<VariableRead> {
  for (const match of list.matchAll(/(^|,)(\s{0,99})([A-Z][A-Z0-9_]{0,127})\b/g)) {
    yield { name: match[3]!, index: start + match.index + match[1]!.length + match[2]!.length }
  }
}
