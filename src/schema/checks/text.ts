import { PROTOTYPE_NAMES } from '../dangerous-names.ts'
import { looksRandom } from '../entropy.ts'
import type { Json } from '../parse-document.ts'
import { below } from '../pointer.ts'
import { findTokenFormat, possibleFormats, type TokenFormat } from '../token-formats.ts'
import type { SchemaProblem } from '../types.ts'

/** Control, bidirectional, zero-width and tag characters: they make text read otherwise than it is. */
const UNSAFE = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u

/** What can be told of all texts at once, so that the usual document is not searched string by string. */
interface Suspicion {
  /** Whether there may be any character beyond plain ASCII. */
  unusual: boolean
  /** The formats that any text could have. */
  formats: readonly TokenFormat[]
}

/** Every name and string of the document: prototype names, unsafe characters, and what looks like a credential. */
export function checkText(document: Json): Iterable<SchemaProblem> {
  const text = JSON.stringify(document)
  return checkValue(document, '', { unusual: !/^[ -[\]-~]*$/.test(text), formats: possibleFormats(text) })
}

function* checkValue(value: Json, pointer: string, suspicion: Suspicion): Iterable<SchemaProblem> {
  if (typeof value === 'string') {
    yield* checkString(value, pointer, suspicion)
  } else if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      yield* checkValue(element, below(pointer, index), suspicion)
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      yield* checkName(name, below(pointer, name), suspicion)
      yield* checkValue(member, below(pointer, name), suspicion)
    }
  }
}

function* checkName(name: string, pointer: string, suspicion: Suspicion): Iterable<SchemaProblem> {
  if (PROTOTYPE_NAMES.has(name)) {
    yield {
      rule: 'schema/proto-key',
      message: 'A member has a name that JavaScript objects give a meaning of their own.',
      hint: 'Rename or remove it.',
      pointer,
      atName: true,
    }
  }
  for (const problem of checkString(name, pointer, suspicion)) {
    yield { ...problem, atName: true }
  }
}

function* checkString(
  text: string,
  pointer: string,
  { unusual, formats }: Suspicion,
): Iterable<SchemaProblem> {
  if (unusual && (UNSAFE.test(text) || text !== text.normalize('NFC'))) {
    yield {
      rule: 'schema/unsafe-text',
      message:
        'A text holds control, bidirectional or zero-width characters, or is not in Unicode normal form C.',
      hint: 'Type the text again, in plain characters.',
      pointer,
    }
  }
  const format = findTokenFormat(text, formats) ?? (looksRandom(text) ? 'random characters' : undefined)
  if (format !== undefined) {
    yield {
      rule: 'schema/value-in-text',
      message: `A text looks like a credential (${format}): a schema never holds a value.`,
      hint: 'Remove it, rotate the credential if it was real, and keep the new one in its store.',
      pointer,
    }
  }
}
