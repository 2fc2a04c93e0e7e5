import type { StoreFailure } from './store.ts'

/** What a session knows that would help with a failure. */
export interface SessionFacts {
  /** Whom the store takes us for. */
  principal?: string
  /** The command or step that signs in again. */
  renewal?: string
}

/** Adds to a failure whom the store refused, or how to sign in again. */
export function explainFailure(failure: StoreFailure, { principal, renewal }: SessionFacts): StoreFailure {
  if (failure.reason === 'forbidden' && principal !== undefined) {
    return { ...failure, summary: `${failure.summary.replace(/\.$/, '')}: we are signed in as ${principal}.` }
  }
  return failure.reason === 'unauthenticated' && renewal !== undefined
    ? { ...failure, suggestion: renewal }
    : failure
}

/** The same for every answer of a batch that failed. */
export function explainFailures<Answer extends object>(
  answers: readonly Answer[],
  facts: SessionFacts,
): Answer[] {
  return answers.map((answer) =>
    'failure' in answer
      ? { ...answer, failure: explainFailure(answer.failure as StoreFailure, facts) }
      : answer,
  )
}
