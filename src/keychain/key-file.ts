import { randomBytes } from 'node:crypto'
import { link, lstat, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SecretValue } from '../secret/secret-value.ts'

/** A 256-bit key as it stands in its file: 32 bytes, base64url. */
const KEY_PATTERN = /^[A-Za-z0-9_-]{43}$/

/** A key, or why there is none: nobody made one yet, or others could have read or put it. */
export type KeyFileAnswer = SecretValue | 'absent' | 'unsafe'

/**
 * Reads the key that stands in for the keychain where a session has none. It lies in the state folder, never beside
 * what it encrypts. Rejects where the file is there and cannot be read.
 */
export async function readKeyFile(stateFolder: string, uid: number | undefined): Promise<KeyFileAnswer> {
  const path = pathIn(stateFolder)
  try {
    const { mode, uid: owner } = await lstat(path).then((found) =>
      found.isFile() ? found : { mode: 0o777, uid: -1 },
    )
    // Windows knows no owner and no mode; there the folder is the user's own.
    if (uid !== undefined && (owner !== uid || (mode & 0o077) !== 0)) return 'unsafe'
    const text = (await readFile(path, 'utf8')).trim()
    return KEY_PATTERN.test(text) ? SecretValue.seal(Buffer.from(text, 'base64url')) : 'unsafe'
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'absent'
    throw error
  }
}

/** Makes the key where there is none, readable by its owner alone. Of two who make one at once both get the same. */
export async function makeKeyFile(
  stateFolder: string,
  uid: number | undefined,
): Promise<SecretValue | 'unsafe'> {
  await mkdir(stateFolder, { recursive: true, mode: 0o700 })
  const path = pathIn(stateFolder)
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(draft)
  }
  const made = await readKeyFile(stateFolder, uid)
  return made === 'absent' ? 'unsafe' : made
}

function pathIn(stateFolder: string): string {
  return join(stateFolder, 'key')
}
