import { isDotenv } from '../../files/kinds.ts'
import type { RepositoryRule } from '../../rule.ts'

export const repoDotenvTracked: RepositoryRule = {
  meta: {
    id: 'repo/dotenv-tracked',
    severity: 'error',
    rationale: 'A dotenv file in git is in every clone and in its history.',
    docs: 'Found are tracked files called `.env` or `.env.*`. Examples (`.env.example`, `.env.sample`, `.env.template`, ...) are no such files. `git rm --cached` takes one out of the index, not out of history: rotate what it held.',
  },
  over: 'repository',
  *check({ tree }) {
    for (const file of tree?.paths.filter(isDotenv) ?? []) {
      yield {
        message: 'A dotenv file is tracked by git.',
        hint: 'Run "git rm --cached" on it, add it to .gitignore, and rotate what it held.',
        at: { file },
      }
    }
  },
}
