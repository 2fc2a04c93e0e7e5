import { reportProblems } from '../report-problems.ts'

export const nameDangerous = reportProblems({
  id: 'name/dangerous',
  severity: 'error',
  rationale: 'Some variables make programs load, run, trust or connect to something else.',
  docs: "A schema may not declare such names (`PATH`, `LD_PRELOAD`, `NODE_OPTIONS`, proxies, ...), nor the variables from which one of its own stores signs in. Only a user's own settings can allow one. The list stands in `src/schema/dangerous-names.ts`.",
})
