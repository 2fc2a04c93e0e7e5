import { reportProblems } from '../report-problems.ts'

export const schemaParse = reportProblems({
  id: 'schema/parse',
  severity: 'error',
  rationale: 'A schema that cannot be read guards nothing.',
  docs: 'The file must be one JSON object in UTF-8 without a byte order mark, within the limits (1 MiB, 32 levels, 1,000 secrets, 4 KiB a string), no name twice in one object, and every member of the type that the format asks for. Every other command refuses such a file with exit status 65.',
})
