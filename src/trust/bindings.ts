import { hash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { inside } from '../files/inside.ts'
import { readOwnFile } from '../settings/own-file.ts'
import type { TrustState } from './approvals.ts'
import { ensureOwnFolder, replaceFile, syncFolder, unwritable, writeDurably } from './state-folder.ts'

/*
 * The roots that may use a project's personal stores: one folder per project, one file per root. The folder
 * appears by a rename with its first file in it, so of two first uses at once exactly one is the first.
 */

/** The roots bound to `project`; empty where it has never been used. */
export async function boundRoots(state: TrustState, project: string): Promise<readonly string[]> {
  const folder = folderOf(state, project)
  const names = await readdir(folder).catch(() => [])
  const roots = await Promise.all(names.map((name) => readRoot(state, inside(folder, name))))
  return roots.filter((root) => root !== undefined)
}

/** Binds `project` to `root` if no root is bound yet. Whether it is bound to this one afterwards, `boundRoots` says. */
export async function bindFirst(state: TrustState, project: string, root: string): Promise<void> {
  const folder = await prepare(state, project)
  const draft = `${folder}.${randomUUID()}.tmp`
  try {
    await mkdir(draft, { mode: 0o700 })
    await writeDurably(inside(draft, fileNameOf(root)), contentOf(root))
    await rename(draft, folder)
    await syncFolder(join(folder, '..'))
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!(isTaken(error) && existsSync(folder))) {
      throw unwritable(folder, error, state)
    }
  }
}

/** Binds `project` to `root` too, beside those that are bound already: a person has agreed. */
export async function bindAlso(state: TrustState, project: string, root: string): Promise<void> {
  const folder = await prepare(state, project)
  await ensureOwnFolder(folder, state)
  await replaceFile(inside(folder, fileNameOf(root)), contentOf(root), state)
}

/** Takes the bond between `project` and `root` away. */
export async function unbind(state: TrustState, project: string, root: string): Promise<void> {
  const folder = folderOf(state, project)
  await rm(inside(folder, fileNameOf(root)), { force: true })
  await rmdir(folder).catch(() => undefined)
}

async function prepare(state: TrustState, project: string): Promise<string> {
  await ensureOwnFolder(state.folder, state)
  await ensureOwnFolder(inside(state.folder, 'projects'), state)
  return folderOf(state, project)
}

async function readRoot(state: TrustState, path: string): Promise<string | undefined> {
  const file = await readOwnFile(path, state.uid)
  try {
    return file.status === 'read' ? (JSON.parse(file.text) as { root: string }).root : undefined
  } catch {
    return undefined
  }
}

function isTaken(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')
}

function folderOf(state: TrustState, project: string): string {
  return inside(state.folder, 'projects', digest(project))
}

function fileNameOf(root: string): string {
  return `${digest(root)}.json`
}

function contentOf(root: string): string {
  return `${JSON.stringify({ root })}\n`
}

function digest(text: string): string {
  return hash('sha256', text)
}
