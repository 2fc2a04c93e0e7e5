import type { SecretName } from './secret-name.ts'
import type { SecretValue } from './secret-value.ts'

declare const released: unique symbol

/**
 * Values that every scope lock has let pass, by the variable they become. Only `scope/release.ts` mints one,
 * and it is the only thing that `inject` takes: handing over an unjudged value does not compile.
 */
export type ReleasedValues = ReadonlyMap<SecretName, SecretValue> & { readonly [released]: true }
