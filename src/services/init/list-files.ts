import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isDotenvFile } from './found-names.ts'

/** Folders that hold what others wrote or what was built. */
const FOREIGN = new Set([
  'node_modules',
  'vendor',
  'dist',
  'build',
  'target',
  'coverage',
  '__pycache__',
  'venv',
  '.venv',
  '.git',
])
const DEEPEST = 12

/**
 * Files below `root` that can name a variable, with `/` between folders, sorted: what git tracks or would track, and
 * dotenv files, which git usually ignores. Without git every file is taken.
 */
export async function listFiles(root: string): Promise<readonly string[]> {
  const all = await walk(root, '', 0)
  const known = await knownToGit(root)
  return all.filter((path) => known === undefined || known.has(path) || isDotenvFile(path)).sort()
}

async function walk(root: string, folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => [])
  const lists = entries.map((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) {
      return FOREIGN.has(entry.name) || depth === DEEPEST ? [] : walk(root, path, depth + 1)
    }
    return entry.isFile() ? [path] : []
  })
  return (await Promise.all(lists)).flat()
}

/** Tracked files and those that git would take; `undefined` outside of git. */
async function knownToGit(root: string): Promise<ReadonlySet<string> | undefined> {
  const { execa } = await import('execa')
  const { exitCode, stdout } = await execa(
    'git',
    [
      '-c',
      'core.fsmonitor=false',
      '-C',
      root,
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
    ],
    { reject: false, stdin: 'ignore', maxBuffer: 256 * 1024 * 1024 },
  )
  return exitCode === 0 ? new Set(stdout.split('\0')) : undefined
}
