import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { inside } from '../../files/inside.ts'
import { makeFolder } from '../../files/make-folder.ts'
import type { Environment } from '../../services/context.ts'
import { findFolders } from '../../settings/folders.ts'

/** More than this was not written by us. */
const LARGEST = 64 * 1024 * 1024

/** Bytes that are compared at a time. */
const PIECE = 64 * 1024

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
  return openOurs(path, (fd, size) => readWhole(fd, size))
}

/** What {@link twice} made into the file at `path`. `undefined` as above, and where its halves differ. */
export function readKeptTwice(path: string): Buffer | undefined {
  return openOurs(path, (fd, size) => {
    const half = readWhole(fd, size / 2)
    return half && isNext(fd, half) ? half : undefined
  })
}

/** `bytes` in a form that tells whether it is undamaged. */
export function twice(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, bytes])
}

function openOurs(path: string, read: (fd: number, size: number) => Buffer | undefined): Buffer | undefined {
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const stats = fstatSync(fd)
      const isFit = stats.isFile() && isOurs(stats) && stats.size > 0 && stats.size <= LARGEST
      return isFit ? read(fd, stats.size) : undefined
    } finally {
      closeSync(fd)
    }
  } catch {
    return undefined
  }
}

function readWhole(fd: number, size: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafeSlow(size)
  return readSync(fd, bytes, 0, size, null) === size ? bytes : undefined
}

/** Whether `bytes` come next. In pieces, since memory that is written to for the first time costs more than a read. */
function isNext(fd: number, bytes: Buffer): boolean {
  const piece = Buffer.allocUnsafeSlow(PIECE)
  let at = 0
  while (at < bytes.length) {
    const read = readSync(fd, piece)
    if (read === 0 || piece.compare(bytes, at, at + read, 0, read) !== 0) return false
    at += read
  }
  return readSync(fd, piece) === 0
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
