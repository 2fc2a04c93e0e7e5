import { link, lstat, readdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeFolder } from '../files/make-folder.ts'
import { type LockHolder, parseHolder, stateOf, thisHolder } from './lock-holder.ts'

/**
 * Six times the deadline of a store: whoever cannot be seen and has held a lock for so long is gone. In milliseconds.
 */
const LONGEST_HOLD = 60_000

/** Proves, just before what was done under a lock is published, that the lock is still ours. */
export type StillHeld = () => Promise<boolean>

/**
 * Does `work` while nobody else does anything under the lock at `path`, and waits for that until `signal` aborts,
 * whose reason it then rejects with. A lock is a file that is linked into place complete, so it never stands
 * half-written; one whose holder died is cleared by exactly one of those who wait.
 */
export async function withLock<Result>(
  path: string,
  signal: AbortSignal,
  work: (stillHeld: StillHeld) => Promise<Result>,
): Promise<Result> {
  const mine = await thisHolder()
  await take(path, mine, signal)
  try {
    await sweep(path)
    return await work(async () => (await readHolder(path))?.ticket === mine.ticket)
  } finally {
    if ((await readHolder(path))?.ticket === mine.ticket) await unlink(path)
  }
}

async function take(path: string, mine: LockHolder, signal: AbortSignal): Promise<void> {
  makeFolder(dirname(path))
  const draft = `${path}.${mine.ticket}`
  await writeFile(draft, JSON.stringify(mine), { flag: 'wx', mode: 0o600 })
  try {
    while (!(await linked(draft, path))) {
      signal.throwIfAborted()
      const abandoned = await findAbandoned(path, draft)
      if (abandoned) await clear(path, abandoned, signal)
      else await pause(2 + Math.random() * 18, undefined, { signal }).catch(() => {})
    }
  } finally {
    await unlink(draft)
  }
}

async function findAbandoned(path: string, draft: string): Promise<LockHolder | undefined> {
  const holder = await readHolder(path)
  if (holder === undefined) return undefined
  const state = await stateOf(holder)
  const isLong = state === 'unknown' && (await ageBefore(path, draft)) > LONGEST_HOLD
  return state === 'gone' || isLong ? holder : undefined
}

/**
 * Removes an abandoned lock. Several may have seen it, and one that is late must not remove the next holder's: so
 * this is done under a lock that is named after the abandoned one's ticket, and only while that still stands.
 */
async function clear(path: string, abandoned: LockHolder, signal: AbortSignal): Promise<void> {
  await withLock(`${path}.${abandoned.ticket}.clearing`, signal, async () => {
    if ((await readHolder(path))?.ticket === abandoned.ticket) await unlink(path)
  })
}

/** Those who were killed while they waited, or cleared an abandoned lock, leave their files behind. */
async function sweep(path: string): Promise<void> {
  const names = await readdir(dirname(path))
  for (const name of names.filter((name) => name.startsWith(`${basename(path)}.`))) {
    const left = join(dirname(path), name)
    const holder = await readHolder(left)
    if (holder !== undefined && (await stateOf(holder)) === 'gone') await unlink(left)
  }
}

/** `undefined` where nobody holds it. What is no lock of ours is held by nobody that could be seen. */
async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    return parseHolder(await readFile(path, 'utf8')) ?? { ticket: '0'.repeat(24), pid: 0, realm: '' }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** How much older `path` is than `draft`, by the file system's own clock. In milliseconds. */
async function ageBefore(path: string, draft: string): Promise<number> {
  try {
    return (await lstat(draft)).mtimeMs - (await lstat(path)).mtimeMs
  } catch {
    return 0
  }
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
