import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Script } from 'node:vm'
import { inside } from '../../files/inside.ts'
import type { CodeCache } from './code-cache.ts'

/** A chunk as the build writes it: CommonJS in a function. */
type Chunk = (exports: object, require: (name: string) => unknown, module: { exports: Exports }) => void

/** What a chunk exports, among it what it holds of other chunks, by their names. */
interface Exports {
  chunks?: Readonly<Record<string, (() => Exports) | undefined>>
}

/**
 * Gives back a `require` for the chunks of dist/. A file there holds one or more chunks by name. main.cjs, which is read
 * first, holds all that the daily job needs: merged into one what every run uses, and as texts the files of what is used
 * late, since by then dist/ may be gone: the target can be an installer. Any other file holds the chunk it is named
 * after. Other names go to `requireOutside`: Node's own modules and the optional native packages.
 */
export function createChunkLoader(
  folder: string,
  requireOutside: (name: string) => unknown,
  cache: CodeCache | undefined,
): (name: string) => unknown {
  const chunks: Record<string, Chunk | string> = Object.create(null)
  const loaded: Record<string, { exports: Exports }> = Object.create(null)
  let merged: Exports['chunks']

  const find = (name: string): Chunk => {
    const known = chunks[name]
    if (typeof known === 'function') return known
    Object.assign(chunks, runFile(inside(folder, name.slice('./'.length)), known, cache))
    return chunks[name] as Chunk
  }
  const load = (name: string): unknown => {
    if (!name.startsWith('./')) return requireOutside(name)
    const known = loaded[name]
    if (known !== undefined) return known.exports
    const within = merged?.[name]
    const module = { exports: within?.() ?? {} }
    loaded[name] = module
    if (within === undefined) find(name)(module.exports, load, module)
    merged ??= module.exports.chunks
    return module.exports
  }
  return load
}

/** The chunks of the file at `path`, which is read where its `text` is not known. */
function runFile(
  path: string,
  text: string | undefined,
  cache: CodeCache | undefined,
): Record<string, Chunk | string> {
  const name = basename(path)
  const cachedData = cache?.read(name)
  // The build writes ASCII only, so that a file can be read in the encoding that costs least.
  const script = new Script(text ?? readFileSync(path, 'latin1'), {
    filename: path,
    ...(cachedData && { cachedData }),
  })
  if (cachedData === undefined || script.cachedDataRejected) cache?.miss(name, script)
  return script.runInThisContext()
}
