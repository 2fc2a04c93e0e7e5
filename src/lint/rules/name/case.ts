import { reportProblems } from '../report-problems.ts'

export const nameCase = reportProblems({
  id: 'name/case',
  severity: 'error',
  rationale: 'Windows takes two names that differ by case for one.',
  docs: 'A secret name is an environment variable: capitals, digits and underscores, a capital first, at most 128 characters.',
})
