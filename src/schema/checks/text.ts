import { PROTOTYPE_NAMES } from '../dangerous-names.ts'
import { looksRandom } from '../entropy.ts'
import type { Json } from '../json.ts'
import { below } from '../pointer.ts'
import type { TokenFormat } from '../token-format.ts'
import { findTokenFormat, possibleFormats } from '../token-formats.ts'
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

type Fault = Omit<SchemaProblem, 'pointer'>

/** Every name and string of the document: prototype names, unsafe characters, and what looks like a credential. */
export function checkText(document: Json): readonly SchemaProblem[] {
  const suspicion = suspect(JSON.stringify(document))
  if (suspicion === undefined) return []
  const problems: SchemaProblem[] = []
  const path: (string | number)[] = []

  const report = (faults: readonly Fault[]) => {
    for (const fault of faults) problems.push({ ...fault, pointer: path.reduce(below, '') })
  }
  const visit = (value: Json) => {
    if (typeof value === 'string') return report(faultsOf(value, suspicion))
    if (typeof value !== 'object' || value === null) return
    for (const [name, member] of Object.entries(value)) {
      path.push(name)
      if (!Array.isArray(value)) report(faultsOfName(name, suspicion))
      visit(member)
      path.pop()
    }
  }
  visit(document)
  return problems
}

/**
 * `undefined`: there is nothing to find. Where nothing is escaped, each text stands in `json` as it is, between quotes,
 * which bound what a pattern looks for as the ends of a text do: what is not in the whole is in none of them.
 */
function suspect(json: string): Suspicion | undefined {
  const unusual = !/^[ -[\]-~]*$/.test(json)
  const formats = possibleFormats(json).filter(({ pattern }) => unusual || pattern.test(json))
  const isSuspect =
    unusual ||
    formats.length > 0 ||
    looksRandom(json) ||
    [...PROTOTYPE_NAMES].some((name) => json.includes(`"${name}"`))
  return isSuspect ? { unusual, formats } : undefined
}

function faultsOfName(name: string, suspicion: Suspicion): readonly Fault[] {
  const faults = faultsOf(name, suspicion).map((fault) => ({ ...fault, atName: true }))
  return PROTOTYPE_NAMES.has(name) ? [PROTOTYPE_NAME, ...faults] : faults
}

const NO_FAULTS: readonly Fault[] = []

const PROTOTYPE_NAME: Fault = {
  rule: 'schema/proto-key',
  message: 'A member has a name that JavaScript objects give a meaning of their own.',
  hint: 'Rename or remove it.',
  atName: true,
}

const UNSAFE_TEXT: Fault = {
  rule: 'schema/unsafe-text',
  message:
    'A text holds control, bidirectional or zero-width characters, or is not in Unicode normal form C.',
  hint: 'Type the text again, in plain characters.',
}

function faultsOf(text: string, { unusual, formats }: Suspicion): readonly Fault[] {
  const isUnsafe = unusual && (UNSAFE.test(text) || text !== text.normalize('NFC'))
  const format = findTokenFormat(text, formats) ?? (looksRandom(text) ? 'random characters' : undefined)
  if (!isUnsafe && format === undefined) return NO_FAULTS
  return [...(isUnsafe ? [UNSAFE_TEXT] : []), ...(format === undefined ? [] : [credential(format)])]
}

function credential(format: string): Fault {
  return {
    rule: 'schema/value-in-text',
    message: `A text looks like a credential (${format}): a schema never holds a value.`,
    hint: 'Remove it, rotate the credential if it was real, and keep the new one in its store.',
  }
}
