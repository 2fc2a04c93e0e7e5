import type { ErrorCode } from './codes.ts'

/** What an error may carry besides its sentence. No field here can hold a value or a foreign error. */
export interface ErrorDetails {
  /** Commands or short imperatives that can be pasted, most useful first. */
  suggestions?: readonly string[]
  /** Names of the secrets concerned. */
  secrets?: readonly string[]
  /** One line for each further problem, printed below the sentence. */
  problems?: readonly string[]
}

/**
 * The only error that sotto throws on purpose. It has no `cause`: a foreign error's text may hold a value,
 * so whoever catches one states in own words what happened and drops the original.
 */
export class AppError extends Error {
  /** Stable across releases; the message is not. */
  readonly code: ErrorCode
  readonly suggestions: readonly string[]
  readonly secrets: readonly string[]
  readonly problems: readonly string[]

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.suggestions = details.suggestions ?? []
    this.secrets = details.secrets ?? []
    this.problems = details.problems ?? []
  }
}
