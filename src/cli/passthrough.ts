/** The caller's arguments, cut at the first `--`. */
export interface SplitArguments {
  /** For sotto itself; the only part that oclif ever sees, because it sorts what follows `--`. */
  own: readonly string[]
  /** Everything after the first `--`, untouched. `undefined`: there was no `--`. */
  target: readonly string[] | undefined
}

/** Cuts `argv` (without the program's own two entries) at the first `--`. */
export function splitArguments(argv: readonly string[]): SplitArguments {
  const cut = argv.indexOf('--')
  if (cut === -1) return { own: [...argv], target: undefined }
  return { own: argv.slice(0, cut), target: argv.slice(cut + 1) }
}
