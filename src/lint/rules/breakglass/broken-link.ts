import { below } from '../../../schema/pointer.ts'
import { readPath } from '../../link.ts'
import type { SchemaRule } from '../../rule.ts'

export const breakglassBrokenLink: SchemaRule = {
  meta: {
    id: 'breakglass/broken-link',
    severity: 'error',
    rationale: 'In an emergency a dead link costs the hour that it was written to save.',
    docs: 'Where `breakGlass.procedure` or `breakGlass.review` is a path, it must lead to a file of this repository.',
  },
  over: 'schema',
  *check({ environments }, { exists }) {
    for (const { name, breakGlass } of environments.values()) {
      for (const member of ['procedure', 'review'] as const) {
        const path = readPath(breakGlass?.[member] ?? '')
        if (path === undefined || exists(path)) continue
        yield {
          message: `The break-glass ${member} of ${name} is a file that does not exist.`,
          hint: 'Write the file, or correct the path.',
          at: { pointer: `${below('/environments', name)}/breakGlass/${member}` },
        }
      }
    }
  },
}
