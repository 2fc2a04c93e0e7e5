import { createHash } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build, type PluginBuild } from 'esbuild'
import { commandIds } from '../source-commands.ts'
import { lazyRequires } from '../tricks/lazy-requires.ts'
import { buildChunks, minify, NODE } from './chunks.ts'

const ROOT = join(import.meta.dirname, '../..')
const DIST = join(ROOT, 'dist')

/** What `run` uses when the target prints something or runs for a while, when something goes wrong or a value is kept. */
export const LATE_GROUPS = {
  redaction: ['src/redact/matcher.ts', 'src/redact/patterns.ts'],
  refusing: [
    'src/files/refused.ts',
    'src/inject/start-failure.ts',
    'src/schema/suggest-name.ts',
    'src/scope/refusals.ts',
    'src/services/next-step.ts',
    'src/trust/question.ts',
    'src/trust/untrusted.ts',
  ],
  keeping: ['src/stores/lock.ts', 'src/trust/state-folder.ts'],
  witness: ['src/inject/group-witness.ts'],
}

/** Where a schema is not remembered; and what is loaded before a store is connected to: the rest comes while it answers. */
export const WARM_ENTRIES = /^src\/(?:schema\/inspect-schema|stores\/[^/]+\/store)\.ts$/

/**
 * Writes dist/: sotto.cjs, which bin/run.js loads and which makes the process clean; restart.cjs for where that takes a
 * new start; main.cjs, with all that `run` needs; and a file for each chunk that only some command or store needs.
 */
export async function bundle(): Promise<void> {
  const files = await buildChunks(await mainSource(), {
    // What `run` on the embedded store always comes to.
    hotEntries: ['src/commands/run.ts', 'src/stores/local/store.ts'],
    warmEntries: WARM_ENTRIES,
    lateGroups: LATE_GROUPS,
  })
  const id = createHash('sha256')
  for (const [name, text] of files) id.update(`${name}\n${text}`)
  for (const [name, text] of await buildLauncher(id.digest('hex').slice(0, 16))) files.set(name, text)

  await rm(DIST, { recursive: true, force: true })
  await mkdir(DIST, { recursive: true })
  for (const [name, text] of files) await writeFile(join(DIST, name), text)
}

/** The commands and the package's facts, baked in. */
async function mainSource(): Promise<string> {
  const loaders = (await commandIds()).map((id) => `'${id}': () => import('./src/commands/${id}.ts')`)
  return `
    import { keepStart } from './src/cli/launch/keep-start.ts'
    import { main } from './src/cli/main.ts'
    import { name, version, description } from './package.json'
    const loaders = { ${loaders.join(', ')} }
    const load = async (id) => Object.assign(Object.values(await loaders[id]())[0], { id })
    const describe = async () => (await import('./oclif.manifest.json')).default.commands
    const table = { ids: Object.keys(loaders), load, describe }
    export const start = (callerEnv, cache) =>
      void main({ facts: { name, version, description }, table, callerEnv, memory: cache && keepStart(cache) })
  `
}

/** What comes before the chunks, and is compiled at every start: without the restart, which hardly any start needs. */
async function buildLauncher(buildId: string): Promise<(readonly [string, string])[]> {
  const { outputFiles } = await build({
    ...NODE,
    absWorkingDir: ROOT,
    entryPoints: { sotto: 'src/cli/launch/launch.ts', restart: 'src/cli/launch/restart.ts' },
    bundle: true,
    format: 'cjs',
    supported: { 'dynamic-import': false },
    outdir: DIST,
    outExtension: { '.js': '.cjs' },
    write: false,
    define: { BUILD_ID: JSON.stringify(buildId) },
    plugins: [{ name: 'restart-apart', setup: restartApart }],
    logLevel: 'warning',
  })
  return Promise.all(
    outputFiles.map(async ({ path, text }) => [basename(path), await minify(lazyRequires(text))] as const),
  )
}

function restartApart({ onResolve }: PluginBuild): void {
  onResolve({ filter: /^\.\/restart\.ts$/ }, () => ({ path: './restart.cjs', external: true }))
}
