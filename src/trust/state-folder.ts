import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { lstat, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../errors/app-error.ts'
import { makeFolder } from '../files/make-folder.ts'
import { explainRefused } from '../files/refused.ts'
import type { TrustState } from './approvals.ts'

/**
 * Makes sure of a folder that holds what sotto believes: it is a folder, the user's own, and nobody else can
 * write it.
 *
 * @throws AppError STORE_UNTRUSTED where it is not, RUNTIME_UNSUPPORTED where it cannot be made
 */
export async function ensureOwnFolder(path: string, state: TrustState): Promise<void> {
  const { uid } = state
  const stats = await ensureFolder(path, state)
  const safe = stats.isDirectory() && (uid === undefined || (stats.uid === uid && (stats.mode & 0o022) === 0))
  if (!safe) {
    throw new AppError('STORE_UNTRUSTED', `Approvals cannot be kept in ${path}: it is not yours alone`, {
      suggestions: [`ls -ld ${path}`, `chmod 700 ${path}`],
    })
  }
}

/** Writes `text` so that a reader sees the old file or the new one, never a part; readable by the user alone. */
export async function replaceFile(path: string, text: string, state: TrustState): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`
  try {
    await writeDurably(draft, text)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw unwritable(dirname(path), error, state)
  }
  await syncFolder(dirname(path))
}

/** That nothing can be kept in a folder, as the error that ends a command. */
export function unwritable(path: string, error: unknown, { env }: TrustState): AppError {
  const { why, steps } = explainRefused(path, error, env)
  return new AppError('RUNTIME_UNSUPPORTED', `Approvals cannot be kept in ${path}: ${why}.`, {
    suggestions: [...steps],
  })
}

/** Writes a new file, readable by the user alone, and waits until it is on the disk. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text, 'utf8')
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Not every platform can sync a folder; the rename itself has happened either way. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}

async function ensureFolder(path: string, state: TrustState): Promise<Stats> {
  try {
    makeFolder(path)
    return await lstat(path)
  } catch (error) {
    throw unwritable(path, error, state)
  }
}
