import { constants, type Stats } from 'node:fs'
import { type FileHandle, open, realpath, stat } from 'node:fs/promises'
import { AppError } from '../errors/app-error.ts'
import { pathInside } from '../files/inside.ts'
import type { SchemaPlace } from './find-schema.ts'
import { LIMITS } from './limits.ts'

/** Reads at most one byte more than the limit, of a regular file only. Throws SCHEMA_INVALID. */
export async function readBytes(file: string): Promise<Buffer> {
  return withFile(file, readUpToLimit)
}

/**
 * The same of a schema that nobody else could have put there: see {@link checkOrigin}. The file that is checked is
 * the one that is read, whatever happens to its path in between.
 */
export async function readOwnBytes(place: SchemaPlace, uid: number | undefined): Promise<Buffer> {
  return withFile(place.file, async (handle) => {
    await checkOrigin(place, await handle.stat(), uid)
    return readUpToLimit(handle)
  })
}

/**
 * Refuses a schema that somebody else could have put there: a symbolic link out of the repository, or a file that
 * belongs neither to `uid` nor to the owner of the repository's folder. Throws SCHEMA_INVALID.
 *
 * @param opened the file as it was opened; its path must still lead to it
 */
export async function checkOrigin(place: SchemaPlace, opened: Stats, uid: number | undefined): Promise<void> {
  const [file, root] = await Promise.all([realpath(place.file), realpath(place.root)])
  if (pathInside(root, file) === undefined) {
    throw new AppError('SCHEMA_INVALID', `${place.file} is a symbolic link out of the repository.`)
  }
  const [there, folder] = await Promise.all([stat(file), stat(root)])
  if (there.ino !== opened.ino || there.dev !== opened.dev) {
    throw new AppError('SCHEMA_INVALID', `${place.file} was replaced while it was being read.`)
  }
  if (uid !== undefined && opened.uid !== uid && opened.uid !== folder.uid) {
    throw new AppError(
      'SCHEMA_INVALID',
      `${place.file} belongs to another user (uid ${opened.uid}), who is not the repository's owner either.`,
      { suggestions: [`ls -ln ${place.file}`] },
    )
  }
}

async function withFile<T>(file: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await openPlain(file)
  try {
    if (!(await handle.stat()).isFile()) {
      throw new AppError('SCHEMA_INVALID', `${file} is not a regular file.`)
    }
    return await use(handle)
  } catch (error) {
    // The path can have been taken away since it was opened.
    throw error instanceof AppError ? error : unreadable(file, error)
  } finally {
    await handle.close()
  }
}

/** Without O_NONBLOCK a pipe in the file's place, or behind a link, would hold us up for ever. */
async function openPlain(file: string): Promise<FileHandle> {
  try {
    return await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    throw unreadable(file, error)
  }
}

function unreadable(file: string, error: unknown): AppError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason'
  return new AppError('SCHEMA_INVALID', `${file} cannot be read (${code}).`, {
    suggestions: [`ls -l ${file}`],
  })
}

async function readUpToLimit(handle: FileHandle): Promise<Buffer> {
  const buffer = Buffer.alloc(LIMITS.fileBytes + 1)
  let length = 0
  for (let read = -1; read !== 0 && length < buffer.length; length += read) {
    read = (await handle.read(buffer, length, buffer.length - length)).bytesRead
  }
  return buffer.subarray(0, length)
}
