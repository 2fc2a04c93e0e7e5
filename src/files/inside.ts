import { sep } from 'node:path'

/**
 * The path of what is called `name`, or leads there by more names, inside `folder`, an absolute path. `join` would look
 * at every character, and be compiled for that, at each start.
 */
export function inside(folder: string, ...names: readonly string[]): string {
  return [folder, ...names].join(sep)
}

/** How `path` goes on inside `folder`; `undefined` where it lies elsewhere. Both absolute and without links. */
export function pathInside(folder: string, path: string): string | undefined {
  const start = folder.endsWith(sep) ? folder : folder + sep
  return path.startsWith(start) ? path.slice(start.length) : undefined
}
