import type { SignedIn } from '../../src/resolve/sign-in.ts'
import type { DevScope } from '../../src/schema/types.ts'
import type { GuardedPlan } from '../../src/scope/judgement.ts'
import { SecretValue } from '../../src/secret/secret-value.ts'
import { parsePathAndField } from '../../src/stores/reference.ts'
import type {
  Lookup,
  SecretReference,
  Store,
  StoreContext,
  StoreFailure,
  StoreFailureReason,
} from '../../src/stores/store.ts'

type Answer = readonly Lookup[] | Promise<readonly Lookup[]>

/** A store that answers as the script says, and writes down what it was asked. */
export function scriptedStore(
  name: string,
  answer: (references: readonly SecretReference[]) => Answer,
): Store & { asked: SecretReference[][] } {
  const asked: SecretReference[][] = []
  return {
    name,
    asked,
    whoami: async () => ({ principal: 'somebody', workload: false }),
    fetch: async (references) => {
      asked.push([...references])
      return answer(references)
    },
  }
}

/** A guarded plan of `NAME store:path#field` lines. Only scope mints real ones; these have no more than is read here. */
export function guardedPlan(lines: readonly string[], devScope?: Partial<DevScope>): GuardedPlan {
  const secrets = lines.map((line) => {
    const [name = '', location = ''] = line.split(' ')
    const [store = '', text = ''] = location.split(':')
    return {
      name,
      declaration: { name, generate: { bytes: 16, encoding: 'hex' } },
      required: true,
      store: { name: store, ...(devScope && { devScope: { container: {}, ...devScope } }) },
      type: { type: 'scripted', tagScope: 'tags' },
      reference: parsePathAndField(text),
    }
  })
  return { secrets } as unknown as GuardedPlan
}

export function signedInTo(...stores: readonly Store[]): SignedIn {
  const identity = { principal: 'somebody', workload: false }
  return {
    stores: new Map(stores.map((store) => [store.name, store])),
    signIns: new Map(stores.map((store) => [store.name, { status: 'signed-in', identity }])),
  }
}

export function contextOf(signal: AbortSignal = new AbortController().signal): StoreContext {
  return { signal, env: {}, now: () => new Date(0) }
}

export function failure(reason: StoreFailureReason, retryable: boolean): StoreFailure {
  return { reason, summary: 'It did not work.', retryable }
}

export function valuesOf(text: string): SecretValue {
  return SecretValue.seal(text)
}
