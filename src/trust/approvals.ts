import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readOwnFile } from '../settings/own-file.ts'
import { ensureOwnFolder, replaceFile } from './state-folder.ts'
import { hashOf, type TrustSubject } from './subject.ts'

/** Where approvals are kept, and whose they must be. */
export interface TrustState {
  /** The user's state folder, outside every repository. */
  folder: string
  /** The user's own id; `undefined` where the platform has none. */
  uid: number | undefined
}

/** What the user approved for one repository. */
export interface Approval extends TrustSubject {
  /** Absolute, without symbolic links. */
  root: string
  /** ISO date and time. */
  approvedAt: string
}

/** The approval of the repository at `root`. What cannot be believed (another owner, a broken file) is none. */
export async function readApproval(state: TrustState, root: string): Promise<Approval | undefined> {
  const file = await readOwnFile(fileOf(state, root), state.uid)
  return file.status === 'read' ? parseApproval(file.text, root) : undefined
}

/** Keeps `subject` as approved for the repository at `root`, in place of what was approved before. */
export async function writeApproval(
  state: TrustState,
  root: string,
  subject: TrustSubject,
  now: Date,
): Promise<void> {
  await ensureOwnFolder(state.folder, state.uid)
  await ensureOwnFolder(folderOf(state), state.uid)
  const approval: Approval = { root, approvedAt: now.toISOString(), ...subject }
  await replaceFile(fileOf(state, root), `${JSON.stringify(approval, null, 2)}\n`)
}

/** Forgets the approval of the repository at `root`. Whether there was one makes no difference. */
export async function removeApproval(state: TrustState, root: string): Promise<void> {
  await rm(fileOf(state, root), { force: true })
}

function parseApproval(text: string, root: string): Approval | undefined {
  try {
    const approval = JSON.parse(text) as Approval
    return approval.root === root && hashOf(approval.document) === approval.hash ? approval : undefined
  } catch {
    return undefined
  }
}

function folderOf(state: TrustState): string {
  return join(state.folder, 'approvals')
}

function fileOf(state: TrustState, root: string): string {
  return join(folderOf(state), `${createHash('sha256').update(root).digest('hex')}.json`)
}
