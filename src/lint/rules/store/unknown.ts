import { reportProblems } from '../report-problems.ts'

export const storeUnknown = reportProblems({
  id: 'store/unknown',
  severity: 'error',
  rationale: 'Nothing can be fetched from a store that nobody described.',
  docs: 'Every location names a store that is declared under `stores`, and every store has a `type` that this release knows.',
})
