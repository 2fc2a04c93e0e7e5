import { AppError } from '../../../errors/app-error.ts'
import { below } from '../../../schema/pointer.ts'
import type { SecretSchema, StoreDeclaration } from '../../../schema/types.ts'
import { STORE_TYPES } from '../../../stores/registry.ts'
import type { Observation, RepositoryRule } from '../../rule.ts'
import { problemsOf } from '../report-problems.ts'

const id = 'store/insecure'

export const storeInsecure: RepositoryRule = {
  meta: {
    id,
    severity: 'error',
    rationale: 'Whoever can listen on the way gets the value, or the credential in the URL.',
    docs: 'Endpoints are `https`; plain `http` is for loopback only. No option of a store holds a user name, a password or a token. Options that their store type refuses for other reasons, as an address with a path, are found here too: `run` ends with 78 on them.',
  },
  over: 'repository',
  *check(subject) {
    yield* problemsOf(id, subject)
    if (subject.schema) yield* refusedOptions(subject.schema)
  },
}

function* refusedOptions({ stores }: SecretSchema): Iterable<Observation> {
  for (const store of stores.values()) {
    const reason = refusal(store)
    if (reason === undefined) continue
    yield {
      message: reason,
      hint: 'docs/schema.md lists the options of every type of store.',
      at: { pointer: below('/stores', store.name), atName: true },
    }
  }
}

/** In the words of the store's type, which names the option and never what it holds. */
function refusal({ name, type, options }: StoreDeclaration): string | undefined {
  try {
    STORE_TYPES.get(type)?.parseOptions(options)
    return undefined
  } catch (error) {
    return error instanceof AppError ? error.message : `The options of the store ${name} cannot be read.`
  }
}
