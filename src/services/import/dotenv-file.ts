import { constants } from 'node:fs'
import { open, readdir, realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'dotenv'
import { AppError } from '../../errors/app-error.ts'
import { isFilledDotenvFile } from '../init/found-names.ts'

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
  if (bytes === 'missing') throw await missing(cwd, file)
  if (bytes === undefined || bytes.length > LARGEST || bytes.includes(0)) throw unreadable(file)
  const text = bytes.toString('utf8')
  if (!Buffer.from(text, 'utf8').equals(bytes)) throw unreadable(file)
  return { path, text, entries: parseEntries(text) }
}

/** What a dotenv loader makes of `text`. */
export function parseEntries(text: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(parse(text.replace(/^\ufeff/, ''))))
}

async function readBytes(path: string): Promise<{ path: string; bytes: Buffer | 'missing' | undefined }> {
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
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return { path, bytes: isMissing ? 'missing' : undefined }
  }
}

/** Says which dotenv files lie where the missing one was looked for. */
async function missing(cwd: string, file: string): Promise<AppError> {
  const folder = dirname(file)
  const beside = await readdir(resolve(cwd, folder)).catch(() => [])
  const others = beside.filter((name) => isFilledDotenvFile(name) && /^[\w.-]+$/.test(name)).sort()
  return new AppError('USAGE', `There is no file ${file} in ${cwd}.`, {
    suggestions:
      others.length > 0 ? others.map((name) => `sotto import ${join(folder, name)}`) : [`ls -a ${folder}`],
  })
}

function unreadable(file: string): AppError {
  return new AppError('USAGE', `${file} is not a dotenv file that can be read: UTF-8 text of at most 1 MiB.`)
}
