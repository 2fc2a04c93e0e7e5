import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes the folder at `path` and those above it, as far as they are missing, for the user alone. Throws the system's
 * own error. Node's recursive `mkdir` never ends below a folder that answers ENOENT although it is there, as /proc does.
 */
export function makeFolder(path: string): void {
  const above = dirname(path)
  if (!existsSync(above) && above !== path) makeFolder(above)
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}

/** The nearest folder at or above `path` that is there: what it lacks is why nothing can be made below it. */
export function nearestThere(path: string): string {
  const above = dirname(path)
  return above === path || existsSync(path) ? path : nearestThere(above)
}
