/** The part of JSON Schema (draft 2020-12) that the secret schema's own description uses. */
export interface JsonSchema {
  type?: string
  description?: string
  enum?: readonly unknown[]
  const?: unknown
  pattern?: string
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  uniqueItems?: boolean
  minProperties?: number
  maxProperties?: number
  items?: JsonSchema
  properties?: Readonly<Record<string, JsonSchema>>
  patternProperties?: Readonly<Record<string, JsonSchema>>
  propertyNames?: JsonSchema
  additionalProperties?: boolean | JsonSchema
  required?: readonly string[]
  oneOf?: readonly JsonSchema[]
  anyOf?: readonly JsonSchema[]
  allOf?: readonly JsonSchema[]
  if?: JsonSchema
  then?: JsonSchema
  else?: JsonSchema
  $ref?: string
  $defs?: Readonly<Record<string, JsonSchema>>
  default?: unknown
  examples?: readonly unknown[]
}
