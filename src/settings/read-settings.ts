import { AppError } from '../errors/app-error.ts'
import { inside } from '../files/inside.ts'
import type { Folders } from './folders.ts'
import { readOwnFile } from './own-file.ts'
import { DEFAULT_SETTINGS, type Settings } from './settings.ts'

/**
 * Reads the user's own `config.json`; where there is none the defaults hold.
 *
 * @param uid the user's own id; `undefined` where the platform has none
 * @throws AppError SETTINGS_INVALID with every problem
 */
export async function readSettings(folders: Folders, uid: number | undefined): Promise<Settings> {
  const path = inside(folders.config, 'config.json')
  const file = await readOwnFile(path, uid)
  if (file.status === 'absent') {
    return DEFAULT_SETTINGS
  }
  if (file.status === 'unsafe') {
    throw new AppError('SETTINGS_INVALID', `Your settings in ${path} are not used: ${file.reason}`, {
      suggestions: [`chmod go-w ${path}`, `ls -l ${path}`],
    })
  }
  const { parseSettings } = await import('./parse-settings.ts')
  const { settings, problems } = await parseSettings(file.text)
  if (problems.length > 0) {
    throw new AppError('SETTINGS_INVALID', `Your settings in ${path} have ${count(problems)}`, { problems })
  }
  return settings
}

function count({ length }: readonly unknown[]): string {
  return length === 1 ? 'a problem' : `${length} problems`
}
