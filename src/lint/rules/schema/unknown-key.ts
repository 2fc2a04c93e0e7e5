import { below } from '../../../schema/pointer.ts'
import { suggestName } from '../../../schema/suggest-name.ts'
import type { SecretSchema } from '../../../schema/types.ts'
import { compileGlob } from '../../files/glob.ts'
import type { Observation, RepositoryRule } from '../../rule.ts'
import { problemsOf } from '../report-problems.ts'

const id = 'schema/unknown-key'

export const schemaUnknownKey: RepositoryRule = {
  meta: {
    id,
    severity: 'error',
    rationale: 'A misspelt member is a demand that nobody enforces.',
    docs: 'The format has no other members than those that docs/schema.md lists. Under `lint`, the id of a rule that does not exist counts as unknown too: a finding that somebody meant to suppress would stay, or one that should fail the build would not.',
  },
  over: 'repository',
  *check(subject) {
    yield* problemsOf(id, subject)
    if (subject.schema) yield* unknownRules(subject.schema, subject.ruleIds)
  },
}

function* unknownRules({ lint }: SecretSchema, known: ReadonlySet<string>): Iterable<Observation> {
  const named = [
    ...Object.keys(lint.rules).map((rule) => ({ rule, pointer: below('/lint/rules', rule), atName: true })),
    ...lint.suppress.map(({ rule }, index) => ({
      rule,
      pointer: `/lint/suppress/${index}/rule`,
      atName: false,
    })),
  ]
  for (const { rule, ...at } of named) {
    if (known.has(rule) || isPatternOf(rule, known)) continue
    const near = suggestName(rule, known)
    yield {
      message: 'The settings of lint name a rule that does not exist.',
      hint: near ? `Did you mean ${near}?` : 'docs/rules.md lists every rule.',
      at,
    }
  }
}

/** Only a pattern may stand for rules without being one. */
function isPatternOf(rule: string, known: ReadonlySet<string>): boolean {
  return rule.includes('*') && [...known].some(compileGlob(rule))
}
