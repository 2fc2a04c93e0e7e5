import type { FakeVault } from './server.ts'
import type { Mount, Token } from './state.ts'
import { makeToken } from './tokens.ts'

/** A token of a person who signed in with name and password at `auth/userpass`. */
export function signInPerson(
  { state }: FakeVault,
  name: string,
  policies: readonly string[],
  seconds = 3600,
): Token {
  const alias = { name, mountType: 'userpass', mountPath: 'auth/userpass/' }
  return makeToken(state, {
    path: `auth/userpass/login/${name}`,
    displayName: `userpass-${name}`,
    policies,
    alias,
    seconds,
  })
}

/** Adds `value` as a new version, or as the only one where the mount keeps none. Returns the version's number. */
export function putSecret(
  mount: Mount,
  path: string,
  value: Record<string, unknown>,
  customMetadata: Record<string, string> | null = null,
): string {
  if (mount.version === 1) {
    ;(mount.entries as Map<string, Record<string, unknown>>).set(path, value)
    return '1'
  }
  if (mount.version !== 2) throw new Error('this mount keeps no values')
  const entries = mount.entries as Extract<Mount, { version: 2 }>['entries']
  const entry = entries.get(path) ?? { versions: [], customMetadata }
  entry.versions.push({ data: value, created: new Date().toISOString(), deleted: '' })
  if (customMetadata !== null) entry.customMetadata = customMetadata
  entries.set(path, entry)
  return String(entry.versions.length)
}
