import type { SecretValue } from '../../secret/secret-value.ts'
import { StoreError } from '../failure.ts'
import { dataOf, isObject } from './answers.ts'
import { encodePath, type VaultClient } from './client.ts'
import { failed } from './failures.ts'

/** How the mount answers: values with versions, values without, or whatever it mints, with a lease. */
export type Engine = 'kv-2' | 'kv-1' | 'leasing'

/** Vault's own engines: nothing in them is a secret of an application. */
const OWN_ENGINES = new Set([
  'system',
  'identity',
  'cubbyhole',
  'token',
  'ns_system',
  'ns_identity',
  'ns_cubbyhole',
])

/**
 * Asks which engine stands at `mount`. Any token that may read something below it is told. Throws StoreError, also
 * where `mount` is a path inside of a mount: the mount is a proof of scope, so it has to be one.
 */
export async function findEngine(
  client: VaultClient,
  token: SecretValue,
  mount: string,
  signal: AbortSignal,
): Promise<Engine> {
  const found = dataOf(
    await client({ method: 'GET', path: `sys/internal/ui/mounts/${encodePath(mount)}`, token, signal }),
  )
  if (typeof found.type !== 'string' || typeof found.path !== 'string') {
    throw new StoreError(failed('invalid-response', 'Vault does not say what the mount is.'))
  }
  if (found.path.replace(/\/$/, '') !== mount) {
    throw new StoreError(failed('misconfigured', `The mount ${mount} is only a path inside of one.`))
  }
  if (OWN_ENGINES.has(found.type)) {
    throw new StoreError(failed('misconfigured', `The mount ${mount} is an engine of the server itself.`))
  }
  if (found.type !== 'kv' && found.type !== 'generic') return 'leasing'
  return isObject(found.options) && found.options.version === '2' ? 'kv-2' : 'kv-1'
}
