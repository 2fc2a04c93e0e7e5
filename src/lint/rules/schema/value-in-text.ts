import { reportProblems } from '../report-problems.ts'

export const schemaValueInText = reportProblems({
  id: 'schema/value-in-text',
  severity: 'error',
  rationale: 'A committed credential is a leaked one.',
  docs: 'Every string and name of the schema is held against the known formats of credentials (tokens, private keys, URLs with a password) and against a measure of randomness. The finding names the format and the member, never the text. If it was real, rotate it: history keeps it.',
})
