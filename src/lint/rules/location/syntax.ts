import type { SecretSchema } from '../../../schema/types.ts'
import { STORE_TYPES } from '../../../stores/registry.ts'
import type { Observation, RepositoryRule } from '../../rule.ts'
import { eachLocation } from '../each-location.ts'
import { problemsOf } from '../report-problems.ts'

const id = 'location/syntax'

export const locationSyntax: RepositoryRule = {
  meta: {
    id,
    severity: 'error',
    rationale: 'A location that nobody can read is a secret that never arrives.',
    docs: 'A location is `store:path#field`, or an object that says the same. The path and the field must also fit the grammar of their store type, and a `devScope` prefix must end at a segment boundary.',
  },
  over: 'repository',
  *check(subject) {
    yield* problemsOf(id, subject)
    if (subject.schema) yield* unreadable(subject.schema)
  },
}

function* unreadable(schema: SecretSchema): Iterable<Observation> {
  for (const { secret, location, store } of eachLocation(schema)) {
    const type = STORE_TYPES.get(store.type)
    if (type === undefined || isReadable(() => type.parseReference(location.text))) continue
    yield {
      message: `A location of ${secret.name} does not fit what ${type.title} allows.`,
      hint: `docs/stores/${store.type}.md has the grammar.`,
      at: { pointer: location.pointer },
      secret: secret.name,
    }
  }
}

function isReadable(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
