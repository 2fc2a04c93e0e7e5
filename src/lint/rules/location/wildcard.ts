import { reportProblems } from '../report-problems.ts'

export const locationWildcard = reportProblems({
  id: 'location/wildcard',
  severity: 'error',
  rationale: "One secret is one value; a tree is everybody's.",
  docs: 'A location names one value: no `*`, `?` or `[...]`, and no path that ends in a slash.',
})
