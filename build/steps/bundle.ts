import { createHash } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { commandIds } from '../source-commands.ts'
import { lazyRequires } from '../tricks/lazy-requires.ts'
import { buildChunks, minify, NODE } from './chunks.ts'

const ROOT = join(import.meta.dirname, '../..')
const DIST = join(ROOT, 'dist')

/** Sources reached by dynamic import that `run` on the embedded store always comes to. */
const HOT_ENTRIES = ['src/commands/run.ts', 'src/stores/local/store.ts']

/** Those that `run` comes to where a schema is not remembered. */
const WARM_ENTRIES = ['src/schema/inspect-schema.ts']

/**
 * Writes dist/: sotto.cjs, which bin/run.js loads and which makes the process clean; main.cjs, with all that `run`
 * needs; and a file for each chunk that only some command or store needs.
 */
export async function bundle(): Promise<void> {
  const files = await buildChunks(await mainSource(), HOT_ENTRIES, WARM_ENTRIES)
  const id = createHash('sha256')
  for (const [name, text] of files) id.update(`${name}\n${text}`)
  files.set('sotto.cjs', await buildLauncher(id.digest('hex').slice(0, 16)))

  await rm(DIST, { recursive: true, force: true })
  await mkdir(DIST, { recursive: true })
  for (const [name, text] of files) await writeFile(join(DIST, name), text)
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
    export const start = (callerEnv, memory) =>
      void main({ facts: { name, version, description }, table, callerEnv, memory })
  `
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
