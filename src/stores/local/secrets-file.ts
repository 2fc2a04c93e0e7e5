import { readdir, unlink } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { inside } from '../../files/inside.ts'
import { decrypt, encrypt, readHeader } from '../../keychain/encryption.ts'
import { readPrivateFile, replacePrivateFile } from '../../keychain/private-file.ts'
import { withLock } from '../lock.ts'
import type { StoreContext } from '../store.ts'
import type { StorePlace } from '../store-type.ts'
import { withFile } from '../with-file.ts'
import { type Content, readContent, writeContent } from './content.ts'
import { failed } from './failures.ts'
import { findKey, makeKey } from './file-key.ts'

/** Reads the project's encrypted file; empty where there is none. Throws StoreError. */
export async function readSecrets(place: StorePlace, ctx: StoreContext): Promise<Content> {
  return withFile(pathOf(place), ctx, async () => (await load(place, ctx))?.content ?? new Map())
}

/**
 * Replaces the project's encrypted file by what `change` makes of it, under the file's lock; `undefined` leaves it as
 * it is. What cannot be read is never replaced. Throws StoreError.
 */
export async function changeSecrets(
  place: StorePlace,
  ctx: StoreContext,
  change: (content: Content) => Content | undefined,
): Promise<void> {
  const path = pathOf(place)
  await withFile(path, ctx, () =>
    withLock(`${path}.lock`, ctx.signal, async (stillHeld) => {
      const found = await load(place, ctx)
      const changed = change(found?.content ?? new Map())
      if (changed === undefined) return
      const { id, key } = found ?? (await makeKey(place, ctx))
      const sealed = await encrypt(writeContent(changed), key, { kid: id, project: place.project })
      await removeDrafts(path)
      ctx.signal.throwIfAborted()
      if (!(await stillHeld())) throw lost(path)
      await replacePrivateFile(path, sealed)
    }),
  )
}

async function load(place: StorePlace, ctx: StoreContext) {
  const path = pathOf(place)
  const written = await readPrivateFile(path, place.user.uid)
  if (written === 'absent') return undefined
  if (written === 'unsafe') throw unsafe(path)
  const sealed = written.toString('utf8')
  const { kid: id, project } = readHeader(sealed) ?? {}
  if (id === undefined || project === undefined) throw damaged(path)
  if (project !== place.project) throw foreign(path, place.project)
  const key = await findKey(id, place, ctx)
  const opened = await decrypt(sealed, key, { kid: id, project })
  const content = opened && readContent(opened)
  if (content === undefined) throw damaged(path)
  return { content, id, key }
}

function pathOf({ folders, project }: StorePlace): string {
  return inside(folders.data, 'local', `${project}.jwe`)
}

/** A process that was killed may leave one behind. Under the lock no other is being written. */
async function removeDrafts(path: string): Promise<void> {
  const names = await readdir(dirname(path))
  const drafts = names.filter((name) => name.startsWith(`${basename(path)}.`) && name.endsWith('.draft'))
  for (const name of drafts) await unlink(inside(dirname(path), name))
}

function damaged(path: string) {
  return failed(
    'invalid-response',
    `The file ${path} is damaged, or was not encrypted with its key; it is left as it is.`,
    `put the file back as from a backup, or start anew: mv ${path} ${path}.damaged`,
  )
}

function foreign(path: string, project: string) {
  return failed(
    'invalid-response',
    `The file ${path} belongs to another project than ${project}; it is left as it is.`,
  )
}

function unsafe(path: string) {
  return failed(
    'misconfigured',
    `The file ${path} is not a plain file that you alone can read and replace.`,
    `chmod 600 ${path} && chmod 700 ${dirname(path)}`,
  )
}

function lost(path: string) {
  return failed('unreachable', `Another process took over the lock of ${path}; nothing was changed.`)
}
