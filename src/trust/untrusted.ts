import { AppError } from '../errors/app-error.ts'
import type { TrustRefusal } from './approved-schema.ts'

/** The one error that stores which are not approved end a command in. */
export function storesUntrusted(refusals: readonly TrustRefusal[]): AppError {
  const names = [...new Set(refusals.map(({ store }) => store))].join(', ')
  return new AppError('STORE_UNTRUSTED', `This repository may not open ${names}: you have not approved it`, {
    problems: refusals.map(({ message }) => message),
    suggestions: ['sotto trust', 'sotto trust --print'],
  })
}
