import { randomBytes } from 'node:crypto'
import { inside } from '../files/inside.ts'
import { SecretValue } from '../secret/secret-value.ts'
import { createPrivateFile, readPrivateFile } from './private-file.ts'

/** A 256-bit key as it stands in its file: 32 bytes, base64url. */
const KEY_PATTERN = /^[A-Za-z0-9_-]{43}$/

/** A key, or why there is none: nobody made one yet, or others could have read or put it, or it is no key. */
export type KeyFileAnswer = SecretValue | 'absent' | 'unsafe'

/**
 * Reads the key that stands in for the keychain where a session has none. It lies in the state folder, never beside
 * what it encrypts. Rejects where the file is there and cannot be read.
 */
export async function readKeyFile(stateFolder: string, uid: number | undefined): Promise<KeyFileAnswer> {
  const content = await readPrivateFile(keyFileIn(stateFolder), uid)
  if (typeof content === 'string') return content
  const text = content.toString('utf8').trim()
  return KEY_PATTERN.test(text) ? SecretValue.seal(Buffer.from(text, 'base64url')) : 'unsafe'
}

/** Makes the key where there is none, readable by its owner alone. Of two who make one at once both get the same. */
export async function makeKeyFile(
  stateFolder: string,
  uid: number | undefined,
): Promise<SecretValue | 'unsafe'> {
  await createPrivateFile(keyFileIn(stateFolder), `${randomBytes(32).toString('base64url')}\n`)
  const made = await readKeyFile(stateFolder, uid)
  return made === 'absent' ? 'unsafe' : made
}

/** Where the key file stands, for messages. */
export function keyFileIn(stateFolder: string): string {
  return inside(stateFolder, 'key')
}
