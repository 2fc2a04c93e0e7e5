import { readFileSync } from 'node:fs'
import { Script } from 'node:vm'
import type { StartCache } from './start-cache.ts'

/** A chunk as the build writes it: CommonJS in a function. */
type Chunk = (exports: object, require: (name: string) => unknown, module: { exports: object }) => void

/**
 * Gives back a `require` for the chunks of dist/. A file there holds one or more chunks by name; main.cjs, which
 * is read first, holds all that the daily job needs, any other file the chunk it is named after. Other names go
 * to `requireOutside`: Node's own modules and the optional native packages.
 */
export function createChunkLoader(
  folder: string,
  requireOutside: (name: string) => unknown,
  cache: StartCache | undefined,
): (name: string) => unknown {
  const chunks: Record<string, Chunk> = Object.create(null)
  const loaded: Record<string, { exports: object }> = Object.create(null)

  const load = (name: string): unknown => {
    if (!name.startsWith('./')) return requireOutside(name)
    const known = loaded[name]
    if (known !== undefined) return known.exports
    if (chunks[name] === undefined) Object.assign(chunks, readChunks(folder + name.slice(1), cache))
    const module = { exports: {} }
    loaded[name] = module
    chunks[name]!(module.exports, load, module)
    return module.exports
  }
  return load
}

/** The build writes ASCII only, so that a file can be read in the encoding that costs least. */
function readChunks(path: string, cache: StartCache | undefined): Record<string, Chunk> {
  const text = readFileSync(path, 'latin1')
  const cachedData = cache?.read(path)
  const script = new Script(
    text,
    cachedData === undefined ? { filename: path } : { filename: path, cachedData },
  )
  if (cachedData === undefined || script.cachedDataRejected) cache?.saveAtEnd(path, script)
  return script.runInThisContext()
}
