import { AppError } from '../errors/app-error.ts'

/**
 * The canonical form of a JSON value (RFC 8785): no white space, members sorted by UTF-16 code units, numbers and
 * strings as ECMAScript writes them. Equal values give equal text, whatever order a file has them in.
 *
 * @throws AppError SCHEMA_INVALID where a string holds half of a surrogate pair, which has no canonical form
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(',')}]`
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([name, member]) => `${scalar(name)}:${canonicalJson(member)}`).join(',')}}`
  }
  return scalar(value)
}

function scalar(value: unknown): string {
  if (typeof value === 'string' && !value.isWellFormed()) {
    throw new AppError('SCHEMA_INVALID', 'The stores hold text with half of a surrogate pair')
  }
  return JSON.stringify(value)
}
