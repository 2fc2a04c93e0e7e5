import { isIgnored } from '../../files/ignore-file.ts'
import type { RepositoryRule } from '../../rule.ts'

/** Files in which people keep values on their own machine. */
export const LOCAL_FILES = ['.env', '.env.local', '.env.development.local']

export const repoGitignoreMissing: RepositoryRule = {
  meta: {
    id: 'repo/gitignore-missing',
    severity: 'warning',
    rationale: 'What is not ignored is committed by the next "git add .".',
    docs: 'The `.gitignore` at the root must cover `.env`, `.env.local` and `.env.development.local`, as `.env*` does. Ignore files outside of the repository do not count: others do not have them.',
  },
  over: 'repository',
  *check({ tree }) {
    if (tree === undefined) return
    const text = tree.read('.gitignore') ?? ''
    const open = LOCAL_FILES.filter((file) => !isIgnored(text, file))
    if (open.length === 0) return
    yield {
      message: `No .gitignore that git tracks covers ${open.join(', ')}.`,
      hint: 'Add the lines ".env*" and "!.env.example" to .gitignore.',
      at: { file: '.gitignore' },
    }
  },
}
