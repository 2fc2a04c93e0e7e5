import { sep } from 'node:path'

/**
 * The path that `names`, one after the other, lead to from `folder`, an absolute path. `join` would look at every
 * character, and be compiled for that, at each start.
 */
export function inside(folder: string, ...names: readonly string[]): string {
  return beginning(folder) + names.join(sep)
}

/** How `path` goes on inside `folder`; `undefined` where it lies elsewhere. Both absolute and without links. */
export function pathInside(folder: string, path: string): string | undefined {
  const start = beginning(folder)
  return path.startsWith(start) ? path.slice(start.length) : undefined
}

function beginning(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep
}
