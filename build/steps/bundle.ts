import { createHash } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { build, transform } from 'esbuild'
import { commandIds } from '../source-commands.ts'
import { filesAtOnce } from '../tricks/files-at-once.ts'
import { lazyRequires } from '../tricks/lazy-requires.ts'
import { slimOclif } from '../tricks/oclif.ts'
import { hotChunks } from '../tricks/one-hot-file.ts'

const ROOT = join(import.meta.dirname, '../..')
const DIST = join(ROOT, 'dist')
const NODE = { platform: 'node', target: 'node22.15' } as const

/**
 * Writes dist/: sotto.cjs, which bin/run.js loads and which makes the process clean; main.cjs, with all that `run`
 * needs; and a file for each chunk that only some command or store needs. Every dynamic import of the sources
 * begins a chunk.
 */
export async function bundle(): Promise<void> {
  const files = await buildChunks()
  const id = createHash('sha256')
  for (const [name, text] of files) id.update(`${name}\n${text}`)
  files.set('sotto.cjs', await buildLauncher(id.digest('hex').slice(0, 16)))

  await rm(DIST, { recursive: true, force: true })
  await mkdir(DIST, { recursive: true })
  for (const [name, text] of files) await writeFile(join(DIST, name), text)
}

/** esbuild splits ES modules only, so its chunks become CommonJS afterwards, one by one. */
async function buildChunks(): Promise<Map<string, string>> {
  const { outputFiles, metafile } = await build({
    ...NODE,
    stdin: { contents: await mainSource(), resolveDir: ROOT, sourcefile: 'main.ts', loader: 'ts' },
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: DIST,
    entryNames: 'main',
    write: false,
    metafile: true,
    external: ['keytar', '@lydell/node-pty', 'typescript'],
    plugins: [slimOclif, filesAtOnce],
    logLevel: 'warning',
  })
  const hot = hotChunks(metafile, 'main.ts')
  const parts = new Map<string, string[]>()
  for (const { path, text } of outputFiles) {
    const name = basename(path).replace(/\.js$/, '.cjs')
    const file = hot.has(relative(process.cwd(), path)) ? 'main.cjs' : name
    parts.set(file, [...(parts.get(file) ?? []), await toChunk(name, text)])
  }
  const files = new Map<string, string>()
  for (const [file, chunks] of parts) files.set(file, await minifyObject(`{${chunks.join(',')}}`))
  return files
}

/** The commands and the package's facts, baked in. */
async function mainSource(): Promise<string> {
  const loaders = (await commandIds()).map((id) => `'${id}': () => import('./src/commands/${id}.ts')`)
  return `
    import { main } from './src/cli/main.ts'
    import { name, version, description } from './package.json'
    const loaders = { ${loaders.join(', ')} }
    const load = async (id) => Object.assign(Object.values(await loaders[id]())[0], { id })
    const describe = async () => (await import('./oclif.manifest.json')).default.commands
    const table = { ids: Object.keys(loaders), load, describe }
    export const start = (callerEnv) => void main({ facts: { name, version, description }, table, callerEnv })
  `
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

async function minify(text: string): Promise<string> {
  return (await transform(text, { ...NODE, minify: true, legalComments: 'none' })).code
}

async function buildLauncher(buildId: string): Promise<string> {
  const { outputFiles } = await build({
    ...NODE,
    entryPoints: [join(ROOT, 'src/cli/launch/launch.ts')],
    bundle: true,
    format: 'cjs',
    write: false,
    define: { BUILD_ID: JSON.stringify(buildId) },
    logLevel: 'warning',
  })
  return minify(lazyRequires(outputFiles[0]!.text))
}
