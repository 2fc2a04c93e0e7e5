import { reportProblems } from '../report-problems.ts'

export const nameCaseCollision = reportProblems({
  id: 'name/case-collision',
  severity: 'error',
  rationale: 'One of the two would silently win.',
  docs: 'Two secret names of one schema must differ by more than case.',
})
