import { reportProblems } from '../report-problems.ts'

export const schemaUnsafeText = reportProblems({
  id: 'schema/unsafe-text',
  severity: 'error',
  rationale: 'A text that reads otherwise than it is deceives the reviewer.',
  docs: 'Control characters, characters that change the direction of text or have no width, and text that is not in Unicode normal form C are refused in names and strings alike.',
})
