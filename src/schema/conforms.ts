import { isObject, type Json } from './json.ts'
import type { JsonSchema } from './json-schema.ts'

/** Of one keyword. What the keyword is not about passes, as JSON Schema has it. */
type Check = (value: Json, schema: JsonSchema) => boolean

/**
 * Whether `value` is as `schema` has it, and no word on where it is not: a fraction of what the full validator takes
 * to load and to run. False, too, where `schema` has a keyword or a type that is not known here.
 */
export function conforms(value: Json, schema: JsonSchema): boolean {
  for (const keyword in schema) {
    const check = CHECKS[keyword]
    if (check === undefined || !check(value, schema)) return false
  }
  return true
}

const TYPES: Readonly<Record<string, (value: Json) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
}

const CHECKS: Readonly<Record<string, Check>> = {
  type: (value, { type = '' }) => TYPES[type]?.(value) ?? false,
  const: (value, schema) => value === schema.const,
  enum: (value, schema) => schema.enum!.includes(value),
  pattern: (value, { pattern = '' }) => typeof value !== 'string' || expressionOf(pattern).test(value),
  minLength: (value, { minLength = 0 }) => typeof value !== 'string' || value.length >= minLength,
  maxLength: (value, { maxLength = 0 }) => typeof value !== 'string' || value.length <= maxLength,
  minimum: (value, { minimum = 0 }) => typeof value !== 'number' || value >= minimum,
  maximum: (value, { maximum = 0 }) => typeof value !== 'number' || value <= maximum,
  items: (value, { items = {} }) => !Array.isArray(value) || value.every((item) => conforms(item, items)),
  minItems: (value, { minItems = 0 }) => !Array.isArray(value) || value.length >= minItems,
  uniqueItems: (value) => !Array.isArray(value) || value.every(isFirstOfItsKind),
  required: (value, { required = [] }) =>
    !isObject(value) || required.every((name) => Object.hasOwn(value, name)),
  properties: (value, { properties = {} }) =>
    everyMember(value, (name, member) => {
      const declared = declaredIn(properties, name)
      return declared === undefined || conforms(member, declared)
    }),
  additionalProperties: (value, { properties = {}, additionalProperties: others = true }) =>
    everyMember(
      value,
      (name, member) =>
        declaredIn(properties, name) !== undefined ||
        (typeof others === 'boolean' ? others : conforms(member, others)),
    ),
  propertyNames: (value, { propertyNames: names = {} }) =>
    everyMember(value, (name) => conforms(name, names)),
  minProperties: (value, { minProperties = 0 }) =>
    !isObject(value) || Object.keys(value).length >= minProperties,
  allOf: (value, { allOf = [] }) => allOf.every((schema) => conforms(value, schema)),
  if: (value, schema) => conforms(value, (conforms(value, schema.if!) ? schema.then : schema.else) ?? {}),
  then: () => true,
  else: () => true,
}

function everyMember(value: Json, holds: (name: string, member: Json) => boolean): boolean {
  return !isObject(value) || Object.keys(value).every((name) => holds(name, value[name]!))
}

/** No member that every object has is taken for a declared one. */
function declaredIn(properties: Readonly<Record<string, JsonSchema>>, name: string): JsonSchema | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : undefined
}

/** Objects and lists are not compared: two of them may be alike. */
function isFirstOfItsKind(item: Json, index: number, items: readonly Json[]): boolean {
  return (typeof item !== 'object' || items.length === 1) && items.indexOf(item) === index
}

const expressions = new Map<string, RegExp>()

function expressionOf(pattern: string): RegExp {
  const known = expressions.get(pattern)
  if (known !== undefined) return known
  const made = new RegExp(pattern, 'u')
  expressions.set(pattern, made)
  return made
}
