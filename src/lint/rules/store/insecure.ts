import { reportProblems } from '../report-problems.ts'

export const storeInsecure = reportProblems({
  id: 'store/insecure',
  severity: 'error',
  rationale: 'Whoever can listen on the way gets the value, or the credential in the URL.',
  docs: 'Endpoints are `https`; plain `http` is for loopback only. No option of a store holds a user name, a password or a token.',
})
