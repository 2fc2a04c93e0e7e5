import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { inside } from '../../files/inside.ts'
import { makeFolder } from '../../files/make-folder.ts'
import type { Environment } from '../../services/context.ts'
import { findFolders } from '../../settings/folders.ts'

/** More than this was not written by us. */
const LARGEST = 64 * 1024 * 1024

/**
 * The folder `name` in the user's cache folder for sotto, which is made where it is missing. `undefined`: it is somebody
 * else's, a link, or cannot be made; and on Windows, which has no owners to ask for.
 */
export function findPrivateFolder(env: Environment, name: string): string | undefined {
  if (process.getuid === undefined) return undefined
  try {
    const path = inside(findFolders(process.platform, env).cache, name)
    const found = lstatSync(path, { throwIfNoEntry: false }) ?? create(path)
    return found?.isDirectory() && isOurs(found) ? path : undefined
  } catch {
    return undefined
  }
}

/** What stands in the file at `path`. `undefined`: there is none, or it is not ours alone. */
export function readKept(path: string): Buffer | undefined {
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      return readOurs(fd)
    } finally {
      closeSync(fd)
    }
  } catch {
    return undefined
  }
}

function readOurs(fd: number): Buffer | undefined {
  const stats = fstatSync(fd)
  const { size } = stats
  if (!stats.isFile() || !isOurs(stats) || size === 0 || size > LARGEST) return undefined
  const bytes = Buffer.allocUnsafeSlow(size)
  return readSync(fd, bytes, 0, size, 0) === size ? bytes : undefined
}

function isOurs({ uid, mode }: Stats): boolean {
  return uid === process.getuid?.() && (mode & 0o077) === 0
}

/** Only below a folder of ours that is there: under `sudo` the home may be somebody else's, or name no place at all. */
function create(path: string): Stats | undefined {
  const above = [1, 2, 3].map((levels) => join(path, '../'.repeat(levels)))
  const nearest = above.map((folder) => lstatSync(folder, { throwIfNoEntry: false })).find(Boolean)
  if (nearest?.uid !== process.getuid?.()) return undefined
  makeFolder(path)
  return lstatSync(path)
}
