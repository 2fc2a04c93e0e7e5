/** What git tracks, as rules see it. Paths are relative to the repository's root, with `/` between folders. */
export interface TrackedTree {
  /** Every tracked file, symbolic links and submodules left out; sorted. */
  paths: readonly string[]
  /** Text of one tracked file; `undefined` where it is not tracked, no text, or gone. */
  read(path: string): string | undefined
}
