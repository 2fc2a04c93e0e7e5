import { basename, join } from 'node:path'
import { build, type Metafile, transform } from 'esbuild'
import { filesAtOnce } from '../tricks/files-at-once.ts'
import { lazyRequires } from '../tricks/lazy-requires.ts'
import { slimOclif } from '../tricks/oclif.ts'
import { type LateGroups, lateEntries, onFirstUse } from '../tricks/on-first-use.ts'
import { chunksOf } from '../tricks/one-hot-file.ts'
import { mergeChunks } from '../tricks/one-scope.ts'
import { slimVault } from '../tricks/slim-vault.ts'
import { textEntries, textEntry } from './text-entries.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What sotto is bundled for. */
export const NODE = { platform: 'node', target: 'node22.15' } as const

/** What the files of dist/ are made of. */
export interface Parts {
  /** Sources reached by dynamic import that are nevertheless hot. */
  hotEntries?: readonly string[]
  /** Those whose file is to hold all the chunks that it needs, but for hot ones. */
  warmEntries?: RegExp
  lateGroups?: LateGroups
}

/**
 * Bundles the module `source`, as if it stood at the project's root: main.cjs, with all that it and `hotEntries` load at
 * once, and `lateGroups` as texts; and a file for each chunk beyond. Every dynamic import of the sources begins a chunk.
 * The texts by their file names, for chunk-loader.ts.
 */
export async function buildChunks(
  source: string,
  { hotEntries = [], warmEntries, lateGroups = {} }: Parts = {},
): Promise<Map<string, string>> {
  const { texts, metafile } = await splitIntoChunks(source, lateGroups)
  const hot = chunksOf(metafile, [textEntry('main'), ...hotEntries])
  const allOf = (entry: string) => [...chunksOf(metafile, [entry])].filter((name) => !hot.has(name))

  const late = Object.keys(lateGroups).map((group) => ({ group, names: allOf(textEntry(group)) }))
  const lateTexts = late.map(
    async ({ group, names }) => [`./${group}.cjs`, await toFile(texts, names)] as const,
  )
  const files = new Map([['main.cjs', await hotFile(texts, metafile, hot, await Promise.all(lateTexts))]])
  const apart = new Set([...hot, ...late.map(({ group }) => `${group}.js`)])
  for (const name of texts.keys()) if (!apart.has(name)) files.set(common(name), await toFile(texts, [name]))
  const entries = Object.values(metafile.outputs).flatMap(({ entryPoint }) => entryPoint ?? [])
  for (const [first, ...rest] of entries.filter((entry) => warmEntries?.test(entry)).map(allOf)) {
    if (first !== undefined) files.set(common(first), await toFile(texts, [first, ...rest]))
  }
  return files
}

/** esbuild splits ES modules only, so its chunks become CommonJS afterwards, one by one. */
async function splitIntoChunks(source: string, lateGroups: LateGroups) {
  const { plugin, ...entries } = textEntries({ main: source, ...lateEntries(lateGroups) }, ROOT)
  const { outputFiles, metafile } = await build({
    ...NODE,
    ...entries,
    absWorkingDir: ROOT,
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: join(ROOT, 'dist'),
    write: false,
    metafile: true,
    // The ES modules of a package, of which esbuild leaves out what nothing uses: half of the AWS SDK.
    mainFields: ['module', 'main'],
    external: ['keytar', '@lydell/node-pty', 'typescript'],
    plugins: [plugin, onFirstUse(lateGroups, ROOT), slimOclif, slimVault, filesAtOnce],
    logLevel: 'warning',
  })
  return { texts: new Map(outputFiles.map(({ path, text }) => [basename(path), text])), metafile }
}

/** A file that holds the chunks called `names`. */
async function toFile(texts: ReadonlyMap<string, string>, names: readonly string[]): Promise<string> {
  const chunks = await Promise.all(names.map((name) => toChunk(name, texts.get(name)!)))
  return minifyObject(`{${chunks.join(',')}}`)
}

/** The `hot` chunks, merged into one, and the late files as texts. */
async function hotFile(
  texts: ReadonlyMap<string, string>,
  metafile: Metafile,
  hot: ReadonlySet<string>,
  late: readonly (readonly [name: string, text: string])[],
): Promise<string> {
  const names = [...texts.keys()].filter((name) => hot.has(name))
  const merged = await toChunk('main.js', await mergeChunks(texts, metafile, names, common))
  const members = late.map(([name, text]) => `${JSON.stringify(name)}: ${JSON.stringify(text)}`)
  return minifyObject(`{${[merged, ...members].join(',')}}`)
}

/** Without what only people read, in ASCII: esbuild leaves a regular expression's letters as they are. */
export async function minify(text: string): Promise<string> {
  const { code } = await transform(text, { ...NODE, minify: true, legalComments: 'none' })
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/**
 * One member of the object that a file of dist/ is: see src/cli/launch/chunk-loader.ts. The parentheses tell V8 to
 * compile the function at once, not to look it over first; they buy 3 % of a run's start without the cache.
 */
async function toChunk(name: string, text: string): Promise<string> {
  const { code } = await transform(text, { ...NODE, format: 'cjs', supported: { 'dynamic-import': false } })
  const renamed = lazyRequires(code).replaceAll(/require\("(\.\/[\w.-]+)\.js"\)/g, 'require("$1.cjs")')
  return `"./${common(name)}": (function(exports, require, module) {${renamed}})`
}

/** The file that holds the chunk `name` once it is CommonJS. */
function common(name: string): string {
  return name.replace(/\.js$/, '.cjs')
}

/** An object alone has no effect, and would be minified to nothing. */
async function minifyObject(literal: string): Promise<string> {
  return (await minify(`keep(${literal})`)).replace(/^keep/, '')
}
