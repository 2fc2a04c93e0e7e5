/** JSON data whose objects have a null prototype. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json
}

/** Whether `value` is a JSON object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `value` as {@link Json} has it: no name means anything but what the document gives it. */
export function withoutPrototype(value: Json): Json {
  if (typeof value !== 'object' || value === null) {
    return value
  }
  if (Array.isArray(value)) {
    return value.map(withoutPrototype)
  }
  const bare: Record<string, Json> = Object.create(null)
  for (const [name, member] of Object.entries(value)) {
    bare[name] = withoutPrototype(member)
  }
  return bare
}
