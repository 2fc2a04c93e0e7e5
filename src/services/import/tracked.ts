import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../errors/app-error.ts'

/**
 * Whether git tracks the file at `path`. Throws RUNTIME_UNSUPPORTED where the file lies in a repository and git
 * cannot tell.
 */
export async function isTracked(path: string): Promise<boolean> {
  const folder = dirname(path)
  const { execa } = await import('execa')
  const { exitCode, stdout } = await execa(
    'git',
    [
      '-c',
      'core.fsmonitor=false',
      '--literal-pathspecs',
      '-C',
      folder,
      'ls-files',
      '-z',
      '--',
      basename(path),
    ],
    { reject: false, stdin: 'ignore' },
  )
  if (exitCode === 0) return stdout !== ''
  if (!isInRepository(folder)) return false
  throw new AppError('RUNTIME_UNSUPPORTED', 'git could not tell whether it tracks this file.', {
    suggestions: [`git -C ${folder} status`],
  })
}

function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true
  const parent = dirname(folder)
  return parent !== folder && isInRepository(parent)
}
