import { reportProblems } from '../report-problems.ts'

export const schemaValueField = reportProblems({
  id: 'schema/value-field',
  severity: 'error',
  rationale: 'A place for a value will hold one some day.',
  docs: 'Members such as `value`, `default` or `example` do not exist in the format, so that nobody can keep a value in it. Put the value into its store with `sotto set`, or show the form of it with `format`.',
})
