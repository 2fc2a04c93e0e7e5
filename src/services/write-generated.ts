import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { AppError } from '../errors/app-error.ts'

/** What a generated file is compared with or replaced by; `current` where nothing had to be done. */
export type GeneratedFile = 'current' | 'stale' | 'written'

/**
 * Brings `file` up to date with `content`, or with `check` only says whether it is. The file is replaced as a
 * whole, so that a reader sees either text. Throws USAGE where it cannot be written.
 */
export async function writeGenerated(
  file: string,
  content: string,
  { cwd, check }: { cwd: string; check: boolean },
): Promise<GeneratedFile> {
  const path = resolve(cwd, file)
  if ((await readFile(path, 'utf8').catch(() => undefined)) === content) {
    return 'current'
  }
  if (check) {
    return 'stale'
  }
  const fresh = `${path}.${randomUUID()}`
  try {
    await writeFile(fresh, content, { flag: 'wx' })
    await rename(fresh, path)
  } catch {
    await rm(fresh, { force: true })
    throw new AppError('USAGE', `${file} cannot be written.`, { suggestions: [`ls -ld ${dirname(path)}`] })
  }
  return 'written'
}
