import { userInfo } from 'node:os'
import { isAbsolute } from 'node:path'
import { AppError } from '../errors/app-error.ts'
import { inside } from '../files/inside.ts'

/** Where sotto keeps what is the user's own; all absolute, all outside every repository. */
export interface Folders {
  /** `config.json`, written by the user. */
  config: string
  /** Encrypted stores. */
  data: string
  /** Approvals and, where there is no keychain, key files: never beside the data. */
  state: string
  /** What can be deleted at any time. Holds no value. */
  cache: string
}

/**
 * The platform's own folders: XDG Base Directory on Linux (a relative XDG variable is ignored, as its
 * specification says), Library on macOS, AppData on Windows. Throws RUNTIME_UNSUPPORTED where there is no home.
 */
export function findFolders(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): Folders {
  const home = findHome(env.HOME)
  if (platform === 'darwin') {
    return {
      config: inside(home, 'Library', 'Preferences', 'sotto'),
      data: inside(home, 'Library', 'Application Support', 'sotto'),
      state: inside(home, 'Library', 'Application Support', 'sotto-state'),
      cache: inside(home, 'Library', 'Caches', 'sotto'),
    }
  }
  if (platform === 'win32') {
    const roaming = env.APPDATA || inside(home, 'AppData', 'Roaming')
    const local = env.LOCALAPPDATA || inside(home, 'AppData', 'Local')
    return {
      config: inside(roaming, 'sotto'),
      data: inside(local, 'sotto', 'data'),
      state: inside(local, 'sotto', 'state'),
      cache: inside(local, 'sotto', 'cache'),
    }
  }
  const xdg = (name: string, fallback: readonly string[]) => {
    const chosen = env[name]
    return chosen && isAbsolute(chosen) ? inside(chosen, 'sotto') : inside(home, ...fallback, 'sotto')
  }
  // A start asks for one of them at a time.
  return {
    get config() {
      return xdg('XDG_CONFIG_HOME', ['.config'])
    },
    get data() {
      return xdg('XDG_DATA_HOME', ['.local', 'share'])
    },
    get state() {
      return xdg('XDG_STATE_HOME', ['.local', 'state'])
    },
    get cache() {
      return xdg('XDG_CACHE_HOME', ['.cache'])
    },
  }
}

/** A HOME that is no absolute path would put keys and data wherever sotto is started: the account's own is taken. */
function findHome(named: string | undefined): string {
  if (named !== undefined && isAbsolute(named)) return named
  try {
    return userInfo().homedir
  } catch {
    throw new AppError(
      'RUNTIME_UNSUPPORTED',
      'There is no home folder: HOME is not set to an absolute path.',
      {
        suggestions: ['export HOME=/path/to/your/home'],
      },
    )
  }
}
