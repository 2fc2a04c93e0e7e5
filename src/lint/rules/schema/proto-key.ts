import { reportProblems } from '../report-problems.ts'

export const schemaProtoKey = reportProblems({
  id: 'schema/proto-key',
  severity: 'error',
  rationale: 'Such a name can change how a program reads every other object.',
  docs: '`__proto__`, `constructor` and `prototype` are refused as names of members, wherever they stand.',
})
