import { build, type Plugin } from 'esbuild'

/**
 * The ES modules called `names` as one, so that what they import of each other is a variable of the same scope, and
 * what others import of them a member of its exports: see {@link memberOf}. Each chunk of its own would bring a table
 * of exports, and reach into the others through theirs. `main.js` keeps its own exports.
 * Buys 3 % of a run's start, with the cache or without.
 */
export async function mergeChunks(
  texts: ReadonlyMap<string, string>,
  names: readonly string[],
): Promise<string> {
  const members = names.map((name) =>
    name === 'main.js' ? `export * from './main.js'` : `export * as ${memberOf(name)} from './${name}'`,
  )
  const { outputFiles } = await build({
    platform: 'node',
    target: 'node22.15',
    stdin: { contents: members.join('\n'), resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    write: false,
    plugins: [fromMemory(texts, new Set(names))],
    logLevel: 'warning',
  })
  return outputFiles[0]!.text
}

/** The member under which the merged module exports what the chunk `name` did. */
export function memberOf(name: string): string {
  return name.replace(/\.js$/, '').replaceAll(/\W/g, '_')
}

/** What is imported dynamically stays outside: it is asked for by its name when it is needed. */
function fromMemory(texts: ReadonlyMap<string, string>, names: ReadonlySet<string>): Plugin {
  return {
    name: 'from-memory',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path, kind }) => {
        const name = path.replace(/^\.\//, '')
        const isInside = kind !== 'dynamic-import' && names.has(name)
        return isInside ? { path: name, namespace: 'chunk' } : { path, external: true }
      })
      onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path }) => ({
        contents: texts.get(path)!,
        loader: 'js',
      }))
    },
  }
}
