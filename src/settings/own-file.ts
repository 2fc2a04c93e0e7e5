import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** What reading a file that must be the user's own came to. `unsafe` says why it is not believed. */
export type OwnFile =
  | { status: 'read'; text: string }
  | { status: 'absent' }
  | { status: 'unsafe'; reason: string }

/** More than a person or sotto writes into one; anything bigger is something else. */
const MAXIMUM_BYTES = 2 * 1024 * 1024

/**
 * Reads a file that decides whom sotto trusts: it must be a plain file, belong to the user (or to root) and be
 * writable by nobody else. A symbolic link is followed, and the file that was opened is the one that is checked
 * and read.
 *
 * @param uid the user's own id; `undefined` where the platform has none, which leaves access to its own rules
 */
export async function readOwnFile(path: string, uid: number | undefined): Promise<OwnFile> {
  let file: FileHandle
  try {
    // Without O_NONBLOCK a FIFO in the file's place would hold us up for ever.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { status: 'absent' }
      : { status: 'unsafe', reason: `it cannot be opened (${code ?? 'unknown reason'})` }
  }
  try {
    const reason = await findFault(file, uid)
    return reason === undefined
      ? { status: 'read', text: await file.readFile('utf8') }
      : { status: 'unsafe', reason }
  } finally {
    await file.close()
  }
}

async function findFault(file: FileHandle, uid: number | undefined): Promise<string | undefined> {
  const stats = await file.stat()
  if (!stats.isFile()) {
    return 'it is no plain file'
  }
  if (stats.size > MAXIMUM_BYTES) {
    return `it is larger than ${MAXIMUM_BYTES} bytes`
  }
  if (uid === undefined) {
    return undefined
  }
  if (stats.uid !== uid && stats.uid !== 0) {
    return 'it belongs to another user'
  }
  return stats.mode & 0o022 ? 'others than its owner can write it' : undefined
}
