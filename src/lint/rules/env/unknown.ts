import { reportProblems } from '../report-problems.ts'

export const envUnknown = reportProblems({
  id: 'env/unknown',
  severity: 'error',
  rationale: 'A misspelt environment is a secret that never arrives.',
  docs: 'Every environment that `locations` or `requiredIn` names must be declared under `environments`.',
})
