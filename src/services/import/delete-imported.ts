import { randomBytes } from 'node:crypto'
import { chmod, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { AppError } from '../../errors/app-error.ts'
import type { DotenvFile } from './dotenv-file.ts'
import { removeEntries } from './remove-entries.ts'

/** What was taken out of the file. */
export interface Deletion {
  /** Names whose lines are gone. */
  removed: readonly string[]
  /** Whether nothing else stood in the file, which is gone with them. */
  isFileGone: boolean
}

/**
 * Takes the lines of `names` out of the file, in one step, keeping its mode. Throws USAGE where the file has changed
 * since it was read.
 */
export async function deleteImported(file: DotenvFile, names: readonly string[]): Promise<Deletion> {
  const { rest, removed } = removeEntries(file.text, names)
  if (removed.length === 0) return { removed, isFileGone: false }
  if ((await readFile(file.path, 'utf8')) !== file.text) {
    throw new AppError('USAGE', 'The file has changed while it was imported; nothing was deleted from it.')
  }
  const isFileGone = rest.replace(/^\ufeff/, '').trim() === ''
  await (isFileGone ? unlink(file.path) : replace(file.path, rest))
  return { removed, isFileGone }
}

async function replace(path: string, text: string): Promise<void> {
  const { mode } = await stat(path)
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await chmod(draft, mode & 0o777)
  await rename(draft, path)
}
