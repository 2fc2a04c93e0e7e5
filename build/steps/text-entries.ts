import type { BuildOptions, Plugin } from 'esbuild'

const PREFIX = 'text:'

/** Entry points that are no files: each of `texts`, TypeScript as if it stood in `folder`, becomes a file of its name. */
export function textEntries(
  texts: Readonly<Record<string, string>>,
  folder: string,
): Required<Pick<BuildOptions, 'entryPoints' | 'entryNames'>> & { plugin: Plugin } {
  return {
    entryPoints: Object.fromEntries(Object.keys(texts).map((name) => [name, textEntry(name)])),
    entryNames: '[name]',
    plugin: {
      name: 'text-entries',
      setup({ onResolve, onLoad }) {
        onResolve({ filter: new RegExp(`^${PREFIX}`) }, ({ path }) => ({
          path: path.slice(PREFIX.length),
          namespace: PREFIX.slice(0, -1),
        }))
        onLoad({ filter: /.*/, namespace: PREFIX.slice(0, -1) }, ({ path }) => ({
          contents: texts[path]!,
          loader: 'ts',
          resolveDir: folder,
        }))
      },
    },
  }
}

/** What a metafile calls the entry point `name`. */
export function textEntry(name: string): string {
  return PREFIX + name
}
