import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../../files/make-folder.ts'
import type { Environment, PrivateFolder } from '../../services/context.ts'
import { findFolders } from '../../settings/folders.ts'

/** More than this was not written by us. */
const LARGEST = 64 * 1024 * 1024

/** Files of versions that nobody starts any more go after this many milliseconds: 30 days. */
const KEPT_FOR = 30 * 24 * 3600 * 1000

/** Opens `name` in the user's cache folder for sotto, creating it. `undefined`: it is somebody else's, or a link. */
export function openPrivateFolder(env: Environment, name: string): PrivateFolder | undefined {
  if (process.getuid === undefined) return undefined
  const owner = process.getuid()
  const path = findOurs(env, name, owner)
  if (path === undefined) return undefined

  return {
    path,
    read(file) {
      try {
        return readPrivate(join(path, file), owner)
      } catch {
        return undefined
      }
    },
    write(file, bytes) {
      try {
        replace(join(path, file), bytes)
        prune(path)
      } catch {
        // A full or read-only disk: the next start is as slow as this one.
      }
    },
  }
}

function findOurs(env: Environment, name: string, owner: number): string | undefined {
  try {
    const path = join(findFolders(process.platform, env).cache, name)
    const found = lstatSync(path, { throwIfNoEntry: false }) ?? create(path, owner)
    const isOurs = found?.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0
    return isOurs ? path : undefined
  } catch {
    return undefined
  }
}

/** Only below a folder of ours that is there: under `sudo` the home may be somebody else's, or name no place at all. */
function create(path: string, owner: number): Stats | undefined {
  const above = [1, 2, 3].map((levels) => join(path, '../'.repeat(levels)))
  const nearest = above.map((folder) => lstatSync(folder, { throwIfNoEntry: false })).find(Boolean)
  if (nearest?.uid !== owner) return undefined
  makeFolder(path)
  return lstatSync(path)
}

function readPrivate(path: string, owner: number): Buffer | undefined {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const { mode, uid, size } = fstatSync(fd)
    const isOwn = (mode & constants.S_IFMT) === constants.S_IFREG && uid === owner && (mode & 0o077) === 0
    if (!isOwn || size === 0 || size > LARGEST) return undefined
    const bytes = Buffer.allocUnsafeSlow(size)
    return readSync(fd, bytes, 0, size, 0) === size ? bytes : undefined
  } finally {
    closeSync(fd)
  }
}

function replace(path: string, bytes: Buffer): void {
  const temporary = `${path}.${process.pid}`
  try {
    writeFileSync(temporary, bytes, { mode: 0o600, flag: 'wx' })
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function prune(path: string): void {
  const oldest = Date.now() - KEPT_FOR
  for (const file of readdirSync(path)) {
    const { mtimeMs } = lstatSync(join(path, file))
    if (mtimeMs < oldest) rmSync(join(path, file), { force: true })
  }
}
