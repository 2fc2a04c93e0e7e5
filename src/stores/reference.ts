import { AppError } from '../errors/app-error.ts'
import { judgeReference } from '../schema/location-grammar.ts'
import type { SecretReference } from './store.ts'

/**
 * Reads `path#field`, the grammar that all store types share; a type adds what its own paths forbid.
 * Throws AppError SCHEMA_INVALID with the reason. The text is not repeated: it may be a value in the wrong place.
 */
export function parsePathAndField(text: string): SecretReference {
  const fault = judgeReference(text)
  if (fault) throw new AppError('SCHEMA_INVALID', `The location ${fault.message}.`)
  const hash = text.indexOf('#')
  return hash === -1 ? { path: text } : { path: text.slice(0, hash), field: text.slice(hash + 1) }
}

/** Writes what {@link parsePathAndField} reads. */
export function formatPathAndField(reference: SecretReference): string {
  return reference.field === undefined ? reference.path : `${reference.path}#${reference.field}`
}
