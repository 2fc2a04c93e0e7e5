import { constants } from 'node:fs'
import { open, realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parse } from 'dotenv'
import { AppError } from '../../errors/app-error.ts'

/** A dotenv file as it was read. It holds values in clear: nothing of it is ever shown but names. */
export interface DotenvFile {
  /** Absolute, and no link. */
  path: string
  text: string
  /** By name, in the order of the file; of a name that stands twice the last counts. */
  entries: ReadonlyMap<string, string>
}

const LARGEST = 1024 * 1024

/** Opens regular files only: a pipe in a file's place is not waited for. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** Reads a dotenv file. Throws USAGE for whatever is none: missing, no plain file, over 1 MiB, not UTF-8. */
export async function readDotenvFile(cwd: string, file: string): Promise<DotenvFile> {
  const { path, bytes } = await readBytes(resolve(cwd, file))
  if (bytes === undefined || bytes.length > LARGEST || bytes.includes(0)) throw unreadable(file)
  const text = bytes.toString('utf8')
  if (!Buffer.from(text, 'utf8').equals(bytes)) throw unreadable(file)
  return { path, text, entries: parseEntries(text) }
}

/** What a dotenv loader makes of `text`. */
export function parseEntries(text: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(parse(text.replace(/^\ufeff/, ''))))
}

async function readBytes(path: string): Promise<{ path: string; bytes: Buffer | undefined }> {
  try {
    const real = await realpath(path)
    const handle = await open(real, OPEN_FLAGS)
    try {
      const found = await handle.stat()
      const isReadable = found.isFile() && found.size <= LARGEST
      return { path: real, bytes: isReadable ? await handle.readFile() : undefined }
    } finally {
      await handle.close()
    }
  } catch {
    return { path, bytes: undefined }
  }
}

function unreadable(file: string): AppError {
  return new AppError('USAGE', `${file} is not a dotenv file that can be read: UTF-8 text of at most 1 MiB.`)
}
