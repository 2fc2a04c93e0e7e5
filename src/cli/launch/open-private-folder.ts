import { lstatSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { inside } from '../../files/inside.ts'
import type { Environment, PrivateFolder } from '../../services/context.ts'
import { findPrivateFolder, readKept } from './private-folder.ts'

/** Files of versions that nobody starts any more go after this many milliseconds: 30 days. */
const KEPT_FOR = 30 * 24 * 3600 * 1000

/** The folder `name` of {@link findPrivateFolder}, to be read and written. */
export function openPrivateFolder(env: Environment, name: string): PrivateFolder | undefined {
  const path = findPrivateFolder(env, name)
  if (path === undefined) return undefined
  return {
    path,
    read: (file) => readKept(inside(path, file)),
    write: (file, bytes) => keepFile(inside(path, file), bytes),
  }
}

/**
 * Replaces the file at `path`, in a private folder, in one step. Never throws: on a full or read-only disk the next
 * start is as slow as this one.
 */
export function keepFile(path: string, bytes: Buffer): void {
  try {
    replace(path, bytes)
    prune(dirname(path))
  } catch {
    // Nothing that is kept there is needed.
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

function prune(folder: string): void {
  const oldest = Date.now() - KEPT_FOR
  for (const file of readdirSync(folder)) {
    const { mtimeMs } = lstatSync(inside(folder, file))
    if (mtimeMs < oldest) rmSync(inside(folder, file), { force: true })
  }
}
