import type { ErrorObject } from 'ajv'
import members from './generated/members.js'
import validate from './generated/validate-schema.js'
import type { Json } from './json.ts'
import { below } from './pointer.ts'
import { isShowable } from './shown-name.ts'
import { suggestName } from './suggest-name.ts'
import type { SchemaProblem } from './types.ts'

/** Members in which people keep a value, were there such a member. */
const VALUE_MEMBERS = new Set([
  'value',
  'values',
  'default',
  'example',
  'examples',
  'sample',
  'secret',
  'password',
  'token',
])

/**
 * Everything in which the document differs from the published JSON Schema. The validator runs without
 * `verbose`, so that no error carries the data it is about.
 */
export function validateDocument(document: Json): readonly SchemaProblem[] {
  if (validate(document)) {
    return []
  }
  const errors = validate.errors ?? []
  return errors.filter((error) => error.keyword !== 'if' && error.keyword !== 'propertyNames').map(toProblem)
}

function toProblem(error: ErrorObject): SchemaProblem {
  const pointer = error.instancePath
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownMember(pointer, String(error.params.additionalProperty), error)
    case 'required':
      return at(
        pointer,
        'schema/parse',
        `${subject(pointer)} lacks the member ${quote(error.params.missingProperty)}.`,
      )
    case 'enum':
    case 'const':
      return wrongChoice(pointer, error)
    case 'type':
      return at(pointer, 'schema/parse', `${subject(pointer)} must be of type ${error.params.type}.`)
    case 'pattern':
      return error.propertyName === undefined
        ? at(pointer, 'schema/parse', `${subject(pointer)} does not have the form ${error.params.pattern}.`)
        : {
            ...at(
              below(pointer, error.propertyName),
              'schema/parse',
              `A name in ${subject(pointer)} does not have the form ${error.params.pattern}.`,
            ),
            atName: true,
          }
    default:
      return at(
        pointer,
        'schema/parse',
        `${subject(pointer)} ${error.message ?? 'is not as the format has it'}.`,
      )
  }
}

function unknownMember(pointer: string, name: string, error: ErrorObject): SchemaProblem {
  const isValue = pointer.startsWith('/secrets/') && VALUE_MEMBERS.has(name.toLowerCase())
  const near = suggestName(name, members[error.schemaPath.replace(/\/additionalProperties$/, '')] ?? [])
  const place = { pointer: below(pointer, name), atName: true }
  if (isValue) {
    return {
      ...place,
      rule: 'schema/value-field',
      message: `${subject(pointer)} has a member ${quote(name)}: a schema never holds a value.`,
      hint: 'Remove it, and put the value into its store with `sotto set`.',
    }
  }
  return {
    ...place,
    rule: 'schema/unknown-key',
    message: `${subject(pointer)} has a member ${quote(name)} that the format does not know.`,
    hint: near ? `Did you mean ${quote(near)}?` : 'Remove it; docs/schema.md lists every member.',
  }
}

function wrongChoice(pointer: string, error: ErrorObject): SchemaProblem {
  const allowed =
    error.keyword === 'const' ? [error.params.allowedValue] : (error.params.allowedValues as unknown[])
  const list = allowed.map(String).join(', ')
  if (pointer === '/version') {
    return {
      ...at(
        pointer,
        'schema/version',
        `The schema has a version that this release does not know; it knows ${list}.`,
      ),
      hint: 'Upgrade sotto, or set "version": 1.',
    }
  }
  const rule = /^\/stores\/[^/]+\/type$/.test(pointer) ? 'store/unknown' : 'schema/parse'
  return { ...at(pointer, rule, `${subject(pointer)} is none of: ${list}.`), hint: `Use one of: ${list}.` }
}

function at(pointer: string, rule: string, message: string): SchemaProblem {
  return { rule, message, pointer }
}

/** A member by its pointer, in words. */
function subject(pointer: string): string {
  const steps = pointer.slice(1).split('/')
  return pointer === ''
    ? 'The schema'
    : steps.map((step) => (isShowable(step) ? step : '(unusual name)')).join(' › ')
}

function quote(name: unknown): string {
  return isShowable(String(name)) ? `"${name}"` : 'with an unusual name'
}
