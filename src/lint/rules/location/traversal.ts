import { reportProblems } from '../report-problems.ts'

export const locationTraversal = reportProblems({
  id: 'location/traversal',
  severity: 'error',
  rationale: 'A path that climbs ends where the schema does not say.',
  docs: 'Dot segments, empty segments, backslashes, percent-encoding and NUL are refused in locations.',
})
