import { isAbsolute, relative, sep } from 'node:path'
import { nearestThere } from './make-folder.ts'

/** What of the environment says where sotto's own folders are. */
const VARIABLES = ['XDG_DATA_HOME', 'XDG_STATE_HOME', 'LOCALAPPDATA', 'HOME']

/** What a code of the system says of the nearest folder that is there. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'is not yours to use',
  EPERM: 'is not yours to use',
  EROFS: 'can only be read',
  ENOENT: 'takes no folders',
  ENOTDIR: 'is no folder',
  EEXIST: 'is no folder',
  EISDIR: 'is a folder',
  ENOSPC: 'has no room left',
  EDQUOT: 'has no room left',
}

/** Why the system lets nothing be kept somewhere, in our own words, and what to type. */
export interface Refused {
  /** `/mnt takes no folders (ENOENT)` */
  why: string
  /** A command that shows it and, where a variable chose the place, one that chooses another. */
  steps: readonly string[]
}

/** What the system's `error` means for what is to be kept at `path`. */
export function explainRefused(
  path: string,
  error: unknown,
  env: Readonly<Record<string, string | undefined>>,
): Refused {
  const { code = 'unknown reason' } = error as NodeJS.ErrnoException
  const there = nearestThere(path)
  const variable = chooserOf(path, there, env)
  return {
    why: `${there} ${REASONS[code] ?? 'cannot be read or written'} (${code})`,
    steps: [
      code === 'ENOSPC' || code === 'EDQUOT' ? `df -h ${there}` : `ls -ld ${there}`,
      ...(variable === undefined ? [] : [`export ${variable}=/path/to/a/folder`]),
    ],
  }
}

/** The variable that `path` lies below most closely; `undefined` for what goes wrong within a home that is right. */
function chooserOf(
  path: string,
  there: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const [chooser] = VARIABLES.filter(
    (name) => isAbsolute(env[name] ?? '') && isWithin(env[name]!, path),
  ).sort((one, other) => env[other]!.length - env[one]!.length)
  const isAtFault = chooser !== 'HOME' || relative(there, env.HOME!) === '' || !isWithin(env.HOME!, there)
  return isAtFault ? chooser : undefined
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
