import { AppError } from '../errors/app-error.ts'
import { developerNameOf } from './developer.ts'
import { parsePathAndField } from './reference.ts'
import type { Identity, SecretReference } from './store.ts'
import type { StorePlace } from './store-type.ts'

/** Who a personal store says we are: the user of the operating system, whose name is looked up where it is needed. */
export function osUser({ user }: StorePlace): Identity {
  const named = () => developerNameOf(user.name, undefined)
  return {
    get principal() {
      return user.name
    },
    workload: false,
    get developer() {
      return named().developer
    },
    get developerRefusal() {
      return named().developerRefusal
    },
  }
}

/** Reads the name of an entry in a personal store: an entry is one value, so it has no fields. */
export function parseEntryName(text: string): SecretReference {
  const reference = parsePathAndField(text)
  if (reference.field === undefined) return reference
  throw new AppError(
    'SCHEMA_INVALID',
    'An entry of a personal store is one value: "#" and a field are not taken.',
  )
}

/** Why a personal store does not write to `reference`. */
export function writeRefusal({ field, version }: SecretReference): string | undefined {
  if (field !== undefined) return 'An entry of a personal store is one value and has no fields.'
  if (version !== undefined) return 'A personal store keeps the newest value only and has no versions.'
  return undefined
}

/** Personal stores are set up by nobody and need no options. */
export function parseNoOptions(type: string, input: unknown): Readonly<Record<string, never>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new AppError('STORE_MISCONFIGURED', `The options of a store of type ${type} are no object.`)
  }
  const [extra] = Object.keys(input)
  if (extra === undefined) return {}
  throw new AppError('STORE_MISCONFIGURED', `A store of type ${type} has no option "${extra}".`)
}
