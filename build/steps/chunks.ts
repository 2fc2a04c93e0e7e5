import { basename, join, relative } from 'node:path'
import { build, transform } from 'esbuild'
import { filesAtOnce } from '../tricks/files-at-once.ts'
import { lazyRequires } from '../tricks/lazy-requires.ts'
import { slimOclif } from '../tricks/oclif.ts'
import { hotChunks } from '../tricks/one-hot-file.ts'
import { slimVault } from '../tricks/slim-vault.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What sotto is bundled for. */
export const NODE = { platform: 'node', target: 'node22.15' } as const

/**
 * Bundles the module `source`, as if it stood at the project's root: main.cjs, with all that it and `hotEntries`
 * load at once; and a file for each chunk beyond. Every dynamic import of the sources begins a chunk. The texts by
 * their file names, for chunk-loader.ts.
 *
 * esbuild splits ES modules only, so its chunks become CommonJS afterwards, one by one.
 */
export async function buildChunks(
  source: string,
  hotEntries: readonly string[],
): Promise<Map<string, string>> {
  const { outputFiles, metafile } = await build({
    ...NODE,
    absWorkingDir: ROOT,
    stdin: { contents: source, resolveDir: ROOT, sourcefile: 'main.ts', loader: 'ts' },
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: join(ROOT, 'dist'),
    entryNames: 'main',
    write: false,
    metafile: true,
    // The ES modules of a package, of which esbuild leaves out what nothing uses: half of the AWS SDK.
    mainFields: ['module', 'main'],
    external: ['keytar', '@lydell/node-pty', 'typescript'],
    plugins: [slimOclif, slimVault, filesAtOnce],
    logLevel: 'warning',
  })
  const hot = hotChunks(metafile, ['main.ts', ...hotEntries])
  const parts = new Map<string, string[]>()
  for (const { path, text } of outputFiles) {
    const name = basename(path).replace(/\.js$/, '.cjs')
    const file = hot.has(relative(ROOT, path)) ? 'main.cjs' : name
    parts.set(file, [...(parts.get(file) ?? []), await toChunk(name, text)])
  }
  const files = new Map<string, string>()
  for (const [file, chunks] of parts) files.set(file, await minifyObject(`{${chunks.join(',')}}`))
  return files
}

/** Without what only people read. */
export async function minify(text: string): Promise<string> {
  return (await transform(text, { ...NODE, minify: true, legalComments: 'none' })).code
}

/** One member of the object that a file of dist/ is: see src/cli/launch/chunk-loader.ts. */
async function toChunk(name: string, text: string): Promise<string> {
  const { code } = await transform(text, { ...NODE, format: 'cjs', supported: { 'dynamic-import': false } })
  const renamed = lazyRequires(code).replaceAll(/require\("(\.\/[\w.-]+)\.js"\)/g, 'require("$1.cjs")')
  return `${JSON.stringify(`./${name}`)}(exports, require, module) {${renamed}}`
}

/** An object alone has no effect, and would be minified to nothing. */
async function minifyObject(literal: string): Promise<string> {
  return (await minify(`keep(${literal})`)).replace(/^keep/, '')
}
