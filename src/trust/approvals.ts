import { hash } from 'node:crypto'
import { realpath, rm } from 'node:fs/promises'
import { inside, pathInside } from '../files/inside.ts'
import type { SecretSchema } from '../schema/types.ts'
import { readOwnFile } from '../settings/own-file.ts'
import { ensureOwnFolder, replaceFile } from './state-folder.ts'
import { hashOf, type TrustSubject } from './subject.ts'

/** Where approvals are kept, and whose they must be. */
export interface TrustState {
  /** The user's state folder, outside every repository. */
  folder: string
  /** The user's own id; `undefined` where the platform has none. */
  uid: number | undefined
  /** What chose the folder, for whoever has to choose another. */
  env: Readonly<Record<string, string | undefined>>
}

/** Which schema of which repository; a repository of several packages may have several. */
export interface TrustPlace {
  /** Of the repository: absolute, without symbolic links. */
  root: string
  /** The schema's path inside the repository. */
  file: string
}

/** What the user approved for one schema. */
export interface Approval extends TrustSubject, TrustPlace {
  /** ISO date and time. */
  approvedAt: string
}

/** Where `schema` stands, however its path is written. */
export async function placeOf(schema: SecretSchema): Promise<TrustPlace> {
  const [root, file] = await Promise.all([realpath(schema.root), realpath(schema.file)])
  return { root, file: pathInside(root, file) ?? file }
}

/** The approval of the schema at `place`. What cannot be believed (another owner, a broken file) is none. */
export async function readApproval(state: TrustState, place: TrustPlace): Promise<Approval | undefined> {
  const kept = await readOwnFile(fileOf(state, place), state.uid)
  return kept.status === 'read' ? parseApproval(kept.text, place) : undefined
}

/** Keeps `subject` as approved for the schema at `place`, instead of what was approved before. */
export async function writeApproval(
  state: TrustState,
  place: TrustPlace,
  subject: TrustSubject,
  now: Date,
): Promise<void> {
  await ensureOwnFolder(state.folder, state)
  await ensureOwnFolder(folderOf(state), state)
  const approval: Approval = { ...place, approvedAt: now.toISOString(), ...subject }
  await replaceFile(fileOf(state, place), `${JSON.stringify(approval, null, 2)}\n`, state)
}

/** Forgets the approval of the schema at `place`. Whether there was one makes no difference. */
export async function removeApproval(state: TrustState, place: TrustPlace): Promise<void> {
  await rm(fileOf(state, place), { force: true })
}

function parseApproval(text: string, { root, file }: TrustPlace): Approval | undefined {
  try {
    const approval = JSON.parse(text) as Approval
    const isOfPlace = approval.root === root && approval.file === file
    return isOfPlace && hashOf(approval.document) === approval.hash ? approval : undefined
  } catch {
    return undefined
  }
}

function folderOf(state: TrustState): string {
  return inside(state.folder, 'approvals')
}

function fileOf(state: TrustState, { root, file }: TrustPlace): string {
  const name = hash('sha256', JSON.stringify([root, file]))
  return inside(folderOf(state), `${name}.json`)
}
