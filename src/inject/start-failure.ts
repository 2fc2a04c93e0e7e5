import { statSync } from 'node:fs'
import { AppError } from '../errors/app-error.ts'
import { togetherTooLarge } from './limits.ts'
import type { Target } from './target.ts'

/**
 * Why a target could not be started, as a shell would answer: 127 where something is missing, 126 where it is
 * there and cannot be run. The system reports a missing command, interpreter and working directory alike.
 */
export function startFailure(
  { command, args, cwd, environment }: Target,
  errno: string | undefined,
): AppError {
  if (errno === 'E2BIG') return togetherTooLarge(environment, [command, ...args])
  if (!isFolder(cwd)) {
    return new AppError(
      'TARGET_NOT_FOUND',
      `The working directory is gone, so ${command} cannot start in it`,
      {
        suggestions: ['cd to a directory that exists'],
      },
    )
  }
  if (errno !== 'ENOENT') {
    const what = isFolder(command) && command.includes('/') ? 'is a directory' : 'cannot be executed'
    return new AppError('TARGET_NOT_EXECUTABLE', `${command} ${what}${reason(errno)}`)
  }
  if (command.includes('/') && exists(command)) {
    return new AppError(
      'TARGET_NOT_FOUND',
      `The interpreter that ${command} names in its first line is missing`,
    )
  }
  return new AppError('TARGET_NOT_FOUND', `${command}: command not found`)
}

function reason(errno: string | undefined): string {
  if (errno === undefined) return ''
  return errno === 'EACCES' ? ': permission denied' : ` (${errno})`
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}
