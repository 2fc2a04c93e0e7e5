import { closeSync, constants, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../errors/app-error.ts'
import { isGenerated } from '../lint/files/kinds.ts'
import { createTrackedFile, type TrackedFile } from '../lint/files/tracked-file.ts'
import type { TrackedTree } from '../lint/files/tracked-tree.ts'

/** Bytes above which a file is no source text that somebody wrote. */
const LARGEST = 8 * 1024 * 1024

/** Bytes in which git itself looks for a NUL to tell a binary file. */
const SAMPLE = 8000

/** Opens regular files only: a pipe in a file's place is not waited for, a link not followed. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)

/** A tracked file. */
export interface TrackedPath {
  /** From the root, with `/` between folders; what is no UTF-8 in it is replaced. */
  path: string
  /** The same as it stands on disk. */
  bytes: Buffer
}

/** The same of a path that is known as text. */
export function plainPath(path: string): TrackedPath {
  return { path, bytes: Buffer.from(path) }
}

/**
 * What git tracks at `root`, sorted, or `undefined` outside of git. Throws RUNTIME_UNSUPPORTED where
 * there is a repository that git cannot or will not list: to find nothing then would be a false comfort.
 */
export async function listTracked(root: string): Promise<readonly TrackedPath[] | undefined> {
  if (!existsSync(join(root, '.git'))) return undefined
  const { execa } = await import('execa')
  const { exitCode, stdout } = await execa(
    'git',
    ['-c', 'core.fsmonitor=false', '-C', root, 'ls-files', '-z', '--stage'],
    {
      reject: false,
      stripFinalNewline: false,
      stdin: 'ignore',
      encoding: 'latin1',
      maxBuffer: 256 * 1024 * 1024,
    },
  )
  if (exitCode !== 0) {
    throw new AppError('RUNTIME_UNSUPPORTED', `git could not list what it tracks in ${root}.`, {
      suggestions: [`git -C ${root} status`],
    })
  }
  // Each entry is "mode object stage<TAB>path"; a conflict lists a path once a stage. latin1 keeps every byte.
  const regular = stdout.split('\0').filter((entry) => entry.startsWith('100'))
  const names = new Set(regular.map((entry) => entry.slice(entry.indexOf('\t') + 1)))
  return [...names].sort().map((name) => {
    const bytes = Buffer.from(name, 'latin1')
    return { path: bytes.toString('utf8'), bytes }
  })
}

/** The tree of `tracked` below `root`, read from the working directory when somebody asks. */
export function createTree(root: string, tracked: readonly TrackedPath[]): TrackedTree {
  const paths = tracked.map(({ path }) => path)
  const known = new Set(paths)
  return {
    paths,
    read: (path) => (known.has(path) ? readText(join(root, path), Buffer.alloc(LARGEST + 1)) : undefined),
  }
}

/** The text files among `tracked` that somebody wrote, one after the other; what cannot be read is passed over. */
export function* readTracked(root: string, tracked: readonly TrackedPath[]): Iterable<TrackedFile> {
  const prefix = Buffer.from(join(root, '/'))
  const buffer = Buffer.allocUnsafe(LARGEST + 1)
  for (const { path, bytes } of tracked) {
    const text = isGenerated(path) ? undefined : readText(Buffer.concat([prefix, bytes]), buffer)
    if (text !== undefined) yield createTrackedFile(path, text)
  }
}

/** `undefined` for what is no text, too large, gone, or no regular file. */
function readText(file: string | Buffer, buffer: Buffer): string | undefined {
  const length = readInto(file, buffer)
  if (length === undefined || length > LARGEST) return undefined
  const bytes = buffer.subarray(0, length)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2)
  if (bytes.subarray(0, SAMPLE).includes(0)) return undefined
  return bytes.toString('utf8').replace(/^\ufeff/, '')
}

/** Reads until the file or the buffer ends; gives the length, or `undefined` where the file cannot be read. */
function readInto(file: string | Buffer, buffer: Buffer): number | undefined {
  let handle: number | undefined
  try {
    handle = openSync(file, OPEN_FLAGS)
    if (!fstatSync(handle).isFile()) return undefined
    let length = 0
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = readSync(handle, buffer, length, buffer.length - length, null)
    }
    return length
  } catch {
    return undefined
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}
