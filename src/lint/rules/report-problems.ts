import { isShowable } from '../../schema/shown-name.ts'
import type { SchemaProblem } from '../../schema/types.ts'
import type { Observation, RepositoryRule, RuleMeta, Subject } from '../rule.ts'

/** A rule that every command enforces when it reads the schema; lint only reports what the reader found. */
export function reportProblems(meta: RuleMeta): RepositoryRule {
  return { meta, over: 'repository', check: (subject) => problemsOf(meta.id, subject) }
}

/** What the schema's reader found under one id. */
export function problemsOf(id: string, { problems }: Subject): readonly Observation[] {
  return problems.filter((problem) => problem.rule === id).map(toObservation)
}

function toObservation({ message, hint, pointer, atName, position }: SchemaProblem): Observation {
  const shown = showablePart(pointer)
  const secret = /^\/secrets\/([A-Z][A-Z0-9_]{0,127})(?:\/|$)/.exec(shown)?.[1]
  return {
    message,
    hint: hint ?? 'docs/schema.md describes the format.',
    at: { pointer, ...(atName ? { atName } : {}), ...(position ? { position } : {}), shown },
    ...(secret === undefined ? {} : { secret }),
  }
}

/** The pointer down to the first name that could be a misplaced value. */
function showablePart(pointer: string): string {
  const steps = pointer.split('/').slice(1)
  const end = steps.findIndex((step) => !isShowable(step))
  return end === -1
    ? pointer
    : steps
        .slice(0, end)
        .map((step) => `/${step}`)
        .join('')
}
