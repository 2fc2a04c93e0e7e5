import { AppError } from '../errors/app-error.ts'
import { isSecretName } from '../secret/secret-name.ts'
import type { SchemaPlace } from './find-schema.ts'
import type { SchemaReading } from './inspect-schema.ts'
import { createPositionFinder } from './positions.ts'
import { isShowable } from './shown-name.ts'

/** What is wrong with the schema at `place`, each problem with its position, as the error that ends a command. */
export function describeProblems(
  place: Pick<SchemaPlace, 'file'>,
  reading: Pick<SchemaReading, 'text' | 'problems'>,
): AppError {
  const find = createPositionFinder(reading.text ?? '')
  const lines = reading.problems.map((problem) => {
    const { line, column } = problem.position ?? find(problem.pointer, problem.atName)
    return `${place.file}:${line}:${column} ${problem.message}${problem.hint ? ` ${problem.hint}` : ''} (${problem.rule})`
  })
  const count = lines.length === 1 ? 'a problem' : `${lines.length} problems`
  return new AppError('SCHEMA_INVALID', `The schema has ${count}.`, {
    problems: lines,
    secrets: [...new Set(reading.problems.flatMap((problem) => secretOf(problem.pointer)))],
    suggestions: ['sotto lint'],
  })
}

function secretOf(pointer: string): readonly string[] {
  const name = /^\/secrets\/([^/]+)/.exec(pointer)?.[1]
  return name !== undefined && isSecretName(name) && isShowable(name) ? [name] : []
}
