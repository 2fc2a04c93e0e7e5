import { AppError } from '../errors/app-error.ts'
import type { SecretReference } from './store.ts'

/**
 * Reads `path#field`, the grammar that all store types share; a type adds what its own paths forbid.
 * Throws AppError SCHEMA_INVALID with the reason. The text is not repeated: it may be a value in the wrong place.
 */
export function parsePathAndField(text: string): SecretReference {
  const [path = '', field, ...rest] = text.split('#')
  if (rest.length > 0) throw refused('a location has at most one "#", which stands before the field')
  if (field === '') throw refused('a field name must follow "#"')
  const reason = pathRefusal(path)
  if (reason !== undefined) throw refused(reason)
  return field === undefined ? { path } : { path, field }
}

/** Writes what {@link parsePathAndField} reads. */
export function formatPathAndField(reference: SecretReference): string {
  return reference.field === undefined ? reference.path : `${reference.path}#${reference.field}`
}

function pathRefusal(path: string): string | undefined {
  if (path === '') return 'a location needs a path'
  const segments = path.split('/')
  if (segments.includes('')) return 'a path has no empty segment, and no "/" at either end'
  if (segments.includes('.') || segments.includes('..')) return 'a path has no "." or ".." segment'
  if (/[\p{Cc}%*?\s\\]/u.test(path)) return 'a path has no space, control character, "%", "*", "?" or "\\"'
  return undefined
}

function refused(reason: string): AppError {
  return new AppError('SCHEMA_INVALID', `${reason[0]?.toUpperCase()}${reason.slice(1)}.`)
}
