import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, resolve } from 'node:path'

/** The path execvp(3) would take where PATH is not set. */
const DEFAULT_PATH = '/bin:/usr/bin'

type Answer = { file: string } | { errno: 'ENOENT' | 'EACCES' }

/** The file that `command` names: itself if it holds a slash, else the first hit along `path`; or the error. */
export function findProgram(command: string, path: string | undefined, cwd: string): Answer {
  if (command.includes('/')) return judge(resolve(cwd, command))
  let otherwise: Answer = { errno: 'ENOENT' }
  for (const folder of (path ?? DEFAULT_PATH).split(delimiter)) {
    // An empty entry means the working directory.
    const answer = judge(isAbsolute(folder) ? `${folder}/${command}` : resolve(cwd, folder, command))
    if ('file' in answer) return answer
    if (answer.errno === 'EACCES') otherwise = answer
  }
  return otherwise
}

function judge(file: string): Answer {
  try {
    const found = statSync(file, { throwIfNoEntry: false })
    if (found === undefined) return { errno: 'ENOENT' }
    if (!found.isFile()) return { errno: 'EACCES' }
    accessSync(file, constants.X_OK)
    return { file }
  } catch (error) {
    return { errno: (error as NodeJS.ErrnoException).code === 'EACCES' ? 'EACCES' : 'ENOENT' }
  }
}
