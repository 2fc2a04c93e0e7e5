import { PROTOTYPE_NAMES } from '../dangerous-names.ts'
import { looksRandom } from '../entropy.ts'
import type { Json } from '../parse-document.ts'
import { below } from '../pointer.ts'
import { findTokenFormat } from '../token-formats.ts'
import type { SchemaProblem } from '../types.ts'

/** Control, bidirectional, zero-width and tag characters: they make text read otherwise than it is. */
const UNSAFE = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u

/** Every name and string of the document: prototype names, unsafe characters, and what looks like a credential. */
export function* checkText(value: Json, pointer = ''): Iterable<SchemaProblem> {
  if (typeof value === 'string') {
    yield* checkString(value, pointer)
  } else if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      yield* checkText(element, below(pointer, index))
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      yield* checkName(name, below(pointer, name))
      yield* checkText(member, below(pointer, name))
    }
  }
}

function* checkName(name: string, pointer: string): Iterable<SchemaProblem> {
  if (PROTOTYPE_NAMES.has(name)) {
    yield {
      rule: 'schema/proto-key',
      message: 'A member has a name that JavaScript objects give a meaning of their own.',
      hint: 'Rename or remove it.',
      pointer,
      atName: true,
    }
  }
  for (const problem of checkString(name, pointer)) {
    yield { ...problem, atName: true }
  }
}

function* checkString(text: string, pointer: string): Iterable<SchemaProblem> {
  if (UNSAFE.test(text) || text !== text.normalize('NFC')) {
    yield {
      rule: 'schema/unsafe-text',
      message:
        'A text holds control, bidirectional or zero-width characters, or is not in Unicode normal form C.',
      hint: 'Type the text again, in plain characters.',
      pointer,
    }
  }
  const format = findTokenFormat(text) ?? (looksRandom(text) ? 'random characters' : undefined)
  if (format !== undefined) {
    yield {
      rule: 'schema/value-in-text',
      message: `A text looks like a credential (${format}): a schema never holds a value.`,
      hint: 'Remove it, rotate the credential if it was real, and keep the new one in its store.',
      pointer,
    }
  }
}
