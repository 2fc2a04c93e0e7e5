import { isShowable } from '../../../schema/shown-name.ts'
import type { RepositoryRule } from '../../rule.ts'
import { isOrdinaryName } from '../../variables/ordinary-names.ts'

export const codeUndeclared: RepositoryRule = {
  meta: {
    id: 'code/undeclared',
    severity: 'warning',
    rationale: 'What code reads and the schema lacks, a new developer finds out by a crash.',
    docs: 'Found is the first place where code reads a variable of the environment by a literal name that the schema does not declare, in JavaScript, TypeScript, Python, Go, Ruby, Java, Kotlin, C#, PHP, Rust and Elixir. Ordinary settings are left out: what systems, runtimes and build services set (`PORT`, `NODE_ENV`, `CI`), names with a plain ending (`_PORT`, `_TIMEOUT`, `_ENABLED`, ...), public ones and those that no schema may declare.',
  },
  over: 'repository',
  *check({ declared, survey }) {
    for (const [name, [first, ...others]] of survey.reads) {
      if (first === undefined || declared.has(name) || isOrdinaryName(name) || !isShowable(name)) continue
      yield {
        message: `Code reads ${name}, which the schema does not declare.`,
        hint: 'Declare it; if it is no secret, suppress this finding and say so.',
        at: first,
        orAt: others,
        secret: name,
      }
    }
  },
}
