import { lstat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { AppError } from '../errors/app-error.ts'
import { inside } from '../files/inside.ts'

/** Name of the committed file. */
export const SCHEMA_FILE = 'secrets.schema.json'

/** Where the schema stands; both absolute. */
export interface SchemaPlace {
  file: string
  /** The git root, or the file's folder outside of git. */
  root: string
}

/**
 * Walks up from `cwd` to the git root, never past it; outside of git only `cwd` itself is looked at. `explicit`
 * names the file instead. Throws SCHEMA_NOT_FOUND.
 */
export async function findSchema(cwd: string, explicit?: string): Promise<SchemaPlace> {
  if (explicit !== undefined) {
    const file = resolve(cwd, explicit)
    if (!(await isThere(file))) {
      throw new AppError('SCHEMA_NOT_FOUND', `There is no schema at ${explicit}.`)
    }
    return { file, root: (await findGitRoot(dirname(file))) ?? dirname(file) }
  }
  const root = (await findGitRoot(cwd)) ?? cwd
  for (let folder = cwd; ; folder = dirname(folder)) {
    const file = inside(folder, SCHEMA_FILE)
    if (await isThere(file)) {
      return { file, root }
    }
    if (folder === root || folder === dirname(folder)) {
      throw new AppError('SCHEMA_NOT_FOUND', `No ${SCHEMA_FILE} in ${cwd} or above it, up to ${root}.`, {
        suggestions: ['sotto init'],
      })
    }
  }
}

async function findGitRoot(from: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    if (await isThere(inside(folder, '.git'))) {
      return folder
    }
    if (folder === dirname(folder)) {
      return undefined
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
