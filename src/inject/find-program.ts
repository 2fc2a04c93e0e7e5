import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'

/** The path execvp(3) would take where PATH is not set. */
const DEFAULT_PATH = '/bin:/usr/bin'

/** The file that `command` names: itself if it holds a slash, else the first hit along `path`; or the error. */
export function findProgram(
  command: string,
  path: string | undefined,
  cwd: string,
): { file: string } | { errno: 'ENOENT' | 'EACCES' } {
  if (command.includes('/')) return judge(resolve(cwd, command))
  // An empty entry means the working directory.
  const answers = (path ?? DEFAULT_PATH)
    .split(delimiter)
    .map((folder) => judge(resolve(cwd, folder, command)))
  return (
    answers.find((answer) => 'file' in answer) ??
    answers.find((answer) => 'errno' in answer && answer.errno === 'EACCES') ?? { errno: 'ENOENT' }
  )
}

function judge(file: string): { file: string } | { errno: 'ENOENT' | 'EACCES' } {
  try {
    if (!statSync(file).isFile()) return { errno: 'EACCES' }
    accessSync(file, constants.X_OK)
    return { file }
  } catch (error) {
    return { errno: (error as NodeJS.ErrnoException).code === 'EACCES' ? 'EACCES' : 'ENOENT' }
  }
}
