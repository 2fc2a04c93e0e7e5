import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { link, lstat, open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeFolder } from '../files/make-folder.ts'

/**
 * Reads a file that only its owner can read and could have put there. `unsafe`: it is a link or no plain file, or
 * others may read it, own it or replace it. Rejects where the system refuses.
 *
 * @param uid the owner it must have; `undefined` on Windows, which has neither owner nor mode, and where the
 *   folder is the user's own.
 */
export async function readPrivateFile(
  path: string,
  uid: number | undefined,
): Promise<Buffer | 'absent' | 'unsafe'> {
  const file = await open(path, SAFE_READ).catch((error) => {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return 'absent' as const
    if (code === 'ELOOP') return 'unsafe' as const
    throw error
  })
  if (typeof file === 'string') return file
  try {
    const [found, folder] = [await file.stat(), await lstat(dirname(path))]
    if (!found.isFile() || !folder.isDirectory()) return 'unsafe'
    if (uid !== undefined && !(isOf(found, uid, 0o077) && isOf(folder, uid, 0o022))) return 'unsafe'
    return await file.readFile()
  } finally {
    await file.close()
  }
}

/** Puts `content` there in one step: whoever reads, also after a crash, finds all of the old or all of the new. */
export async function replacePrivateFile(path: string, content: string): Promise<void> {
  const draft = await writeDraft(path, content)
  await rename(draft, path)
  await settle(dirname(path))
}

/** The same where nothing stands yet; `false`, and nothing done, where something does. */
export async function createPrivateFile(path: string, content: string): Promise<boolean> {
  const draft = await writeDraft(path, content)
  try {
    await link(draft, path)
    await settle(dirname(path))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await unlink(draft)
  }
}

/** Neither through a link nor waiting for the writer of a pipe. Windows has none of these flags. */
const SAFE_READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

function isOf(found: { uid: number; mode: number }, uid: number, forbidden: number): boolean {
  return found.uid === uid && (found.mode & forbidden) === 0
}

async function writeDraft(path: string, content: string): Promise<string> {
  makeFolder(dirname(path))
  const draft = `${path}.${randomBytes(8).toString('hex')}.draft`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  return draft
}

/** Makes the folder's entries last. Windows opens no folder, and keeps its own journal. */
async function settle(folder: string): Promise<void> {
  const opened = await open(folder, constants.O_RDONLY).catch(() => undefined)
  if (opened === undefined) return
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}
