import { readFileSync } from 'node:fs'
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
 * Gives back a `require` for the chunks of dist/. A file there holds one or more chunks by name; main.cjs, which
 * is read first, holds all that the daily job needs, merged into one, any other file the chunk it is named after.
 * Other names go to `requireOutside`: Node's own modules and the optional native packages.
 */
export function createChunkLoader(
  folder: string,
  requireOutside: (name: string) => unknown,
  cache: CodeCache | undefined,
): (name: string) => unknown {
  const chunks: Record<string, Chunk> = Object.create(null)
  const loaded: Record<string, { exports: Exports }> = Object.create(null)
  let merged: Exports['chunks']

  const load = (name: string): unknown => {
    if (!name.startsWith('./')) return requireOutside(name)
    const known = loaded[name]
    if (known !== undefined) return known.exports
    const within = merged?.[name]
    if (within === undefined && chunks[name] === undefined) {
      Object.assign(chunks, readChunks(folder, name.slice('./'.length), cache))
    }
    const module = { exports: within?.() ?? {} }
    loaded[name] = module
    if (within === undefined) chunks[name]!(module.exports, load, module)
    merged ??= module.exports.chunks
    return module.exports
  }
  return load
}

/** The build writes ASCII only, so that a file can be read in the encoding that costs least. */
function readChunks(folder: string, name: string, cache: CodeCache | undefined): Record<string, Chunk> {
  const path = inside(folder, name)
  const text = readFileSync(path, 'latin1')
  const cachedData = cache?.read(name)
  const script = new Script(
    text,
    cachedData === undefined ? { filename: path } : { filename: path, cachedData },
  )
  if (cachedData === undefined || script.cachedDataRejected) cache?.miss(name, script)
  return script.runInThisContext()
}
