import { AppError } from '../errors/app-error.ts'
import type { TrustRefusal } from './approved-schema.ts'

/** The one error that stores which are not approved end a command in. `secrets` are those that live in them. */
export function storesUntrusted(
  refusals: readonly TrustRefusal[],
  secrets: readonly string[] = [],
): AppError {
  return new AppError(
    'STORE_UNTRUSTED',
    "This repository's stores are not approved yet; nothing was opened.",
    { problems: refusals.map(({ message }) => message), secrets, suggestions: ['sotto trust'] },
  )
}
