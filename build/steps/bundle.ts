import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build, transform } from 'esbuild'
import { commandIds } from '../source-commands.ts'

const ROOT = join(import.meta.dirname, '../..')
const DIST = join(ROOT, 'dist')

/**
 * Writes dist/: every dynamic import of the sources becomes a chunk of its own, what chunks share is in shared
 * chunks. esbuild splits ES modules only, so the chunks become CommonJS afterwards, one by one.
 */
export async function bundle(): Promise<void> {
  const { outputFiles } = await build({
    stdin: { contents: await entry(), resolveDir: ROOT, sourcefile: 'sotto.ts', loader: 'ts' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.15',
    outdir: DIST,
    write: false,
    external: ['keytar', '@lydell/node-pty', 'typescript'],
    logLevel: 'warning',
  })
  await rm(DIST, { recursive: true, force: true })
  await mkdir(DIST, { recursive: true })
  for (const { path, text } of outputFiles) {
    const name = basename(path) === 'stdin.js' ? 'sotto.cjs' : basename(path).replace(/\.js$/, '.cjs')
    await writeFile(join(DIST, name), await toCommonJs(text))
  }
}

/** What bin/run.js starts: the commands and the package's facts baked in. */
async function entry(): Promise<string> {
  const loaders = (await commandIds()).map(
    (id) => `${JSON.stringify(id)}: () => import('./src/commands/${id}.ts')`,
  )
  return `
    import { takeCallerEnvironment } from './src/cli/hygiene.ts'
    import { main } from './src/cli/main.ts'
    import manifest from './oclif.manifest.json'
    import { name, version, description } from './package.json'
    const loaders = { ${loaders.join(', ')} }
    const load = async (id) => Object.assign(Object.values(await loaders[id]())[0], { id })
    const callerEnv = takeCallerEnvironment()
    if (callerEnv) void main({ facts: { name, version, description }, table: { commands: manifest.commands, load }, callerEnv })
  `
}

async function toCommonJs(text: string): Promise<string> {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node22.15',
    supported: { 'dynamic-import': false },
    minify: true,
  })
  return code.replaceAll(/(["'])(\.\/[\w.-]+)\.js\1/g, '$1$2.cjs$1')
}
