import { reportProblems } from '../report-problems.ts'

export const locationTemplateUnknown = reportProblems({
  id: 'location/template-unknown',
  severity: 'error',
  rationale: 'An unknown template is fetched as it stands.',
  docs: '`{developer}`, `{project}` and `{environment}` are the only templates.',
})
