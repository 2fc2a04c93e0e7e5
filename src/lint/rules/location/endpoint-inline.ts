import { reportProblems } from '../report-problems.ts'

export const locationEndpointInline = reportProblems({
  id: 'location/endpoint-inline',
  severity: 'error',
  rationale: "Where a credential is sent is the store's business, declared and approved once.",
  docs: "A location is a path inside a store. Hosts, ARNs and URLs belong into the store's own options.",
})
