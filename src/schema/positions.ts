import { type DocumentNode, parse, type ValueNode } from '@humanwhocodes/momoa'
import type { Position, SchemaProblem } from './types.ts'

/** Finds where a member stands in one text. */
export type FindPosition = (pointer: string, atName?: boolean) => Position

/**
 * Parses `text` once; the function it returns gives the place of the member at an RFC 6901 pointer, or of its
 * nearest container where there is none. With `atName` the member's name rather than its content.
 */
export function createPositionFinder(text: string): FindPosition {
  const tree = tryParse(text)
  return (pointer, atName = false) => {
    if (tree === undefined) {
      return { line: 1, column: 1 }
    }
    let node: ValueNode = tree.body
    let start = node.loc.start
    for (const step of pointer.split('/').slice(1)) {
      const next = stepInto(node, step.replaceAll('~1', '/').replaceAll('~0', '~'))
      if (next === undefined) {
        break
      }
      node = next.value
      start = atName && next.name ? next.name : node.loc.start
    }
    return { line: start.line, column: start.column }
  }
}

/**
 * Every syntax problem that can be named: the first error, or else each name that stands twice. Never empty for a
 * text that `JSON.parse` refuses, although this parser is more lenient with control characters.
 */
export function findSyntaxProblems(text: string): readonly SchemaProblem[] {
  try {
    const duplicates = findDuplicates(parse(text, { mode: 'json', allowTrailingCommas: false }).body, '')
    return duplicates.length > 0 ? duplicates : [invalidFrom(findRawControl(text))]
  } catch (error) {
    const { line, column } = error as { line?: number; column?: number }
    return [invalidFrom({ line: line ?? 1, column: column ?? 1 })]
  }
}

function invalidFrom(position: Position): SchemaProblem {
  return {
    rule: 'schema/parse',
    message: 'The schema is not valid JSON from here on.',
    hint: 'Look for a missing comma, quote or bracket, a comment, or a comma before a closing bracket.',
    pointer: '',
    position,
  }
}

/** The first control character that stands unescaped in a string. */
function findRawControl(text: string): Position {
  for (const { 0: literal, index } of text.matchAll(/"(?:[^"\\]|\\.)*"/gs)) {
    const offset = literal.search(/[\0-\x1f]/)
    if (offset !== -1) {
      const before = text.slice(0, index + offset).split('\n')
      return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
    }
  }
  return { line: 1, column: 1 }
}

function findDuplicates(node: ValueNode, pointer: string): SchemaProblem[] {
  if (node.type === 'Array') {
    return node.elements.flatMap((element, index) => findDuplicates(element.value, `${pointer}/${index}`))
  }
  if (node.type !== 'Object') {
    return []
  }
  const seen = new Set<string>()
  return node.members.flatMap((member) => {
    const name = nameOf(member.name)
    const below = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const again = seen.has(name)
    seen.add(name)
    const { line, column } = member.name.loc.start
    const duplicate: SchemaProblem = {
      rule: 'schema/parse',
      message: 'A name stands twice in one object; the first would silently be lost.',
      hint: 'Remove or rename one of the two.',
      pointer: below,
      position: { line, column },
    }
    return [...(again ? [duplicate] : []), ...findDuplicates(member.value, below)]
  })
}

function stepInto(node: ValueNode, step: string) {
  if (node.type === 'Object') {
    const member = node.members.find((candidate) => nameOf(candidate.name) === step)
    return member && { value: member.value, name: member.name.loc.start }
  }
  const element = node.type === 'Array' ? node.elements[Number(step)] : undefined
  return element && { value: element.value, name: undefined }
}

function nameOf(name: { type: string; value?: string; name?: string }): string {
  return name.value ?? name.name ?? ''
}

function tryParse(text: string): DocumentNode | undefined {
  try {
    return parse(text, { mode: 'json' })
  } catch {
    return undefined
  }
}
