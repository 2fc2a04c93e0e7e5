import { below } from '../../../schema/pointer.ts'
import { filledIn } from '../../blank.ts'
import type { SchemaRule } from '../../rule.ts'

const MEMBERS = ['procedure', 'approvers', 'maxDuration', 'review'] as const

export const breakglassMissing: SchemaRule = {
  meta: {
    id: 'breakglass/missing',
    severity: 'error',
    rationale: 'Where no way into production is agreed, the first emergency makes one.',
    docs: 'Every environment of class `production` has `breakGlass` with `procedure`, `approvers`, `maxDuration` and `review`. sotto shows it and never carries it out.',
  },
  over: 'schema',
  *check({ environments }) {
    for (const { name, class: kind, breakGlass } of environments.values()) {
      const missing = MEMBERS.filter((member) => filledIn(breakGlass?.[member]) === undefined)
      if (kind !== 'production' || missing.length === 0) continue
      yield {
        message: `The production environment ${name} has no break-glass ${missing.join(', ')}.`,
        hint: `Add to "breakGlass": ${missing.join(', ')}.`,
        at: { pointer: below('/environments', name), atName: true },
      }
    }
  },
}
