import { reportProblems } from '../report-problems.ts'

export const schemaVersion = reportProblems({
  id: 'schema/version',
  severity: 'error',
  rationale: 'A format that this release does not know could mean anything.',
  docs: '`version` must be one that this release knows. Upgrade sotto rather than lower the number.',
})
