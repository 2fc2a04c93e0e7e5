import type { Script } from 'node:vm'
import { inside } from '../../files/inside.ts'
import type { Environment } from '../../services/context.ts'
import { findPrivateFolder, readKeptTwice } from './private-folder.ts'

/**
 * What earlier starts have kept: V8's compiled form of our own chunks, which buys a quarter of a run's start. This is
 * its reading half, which is compiled at every start; keep-start.ts is the other.
 */
export interface CodeCache {
  /** The user's own, outside every repository. */
  folder: string
  buildId: string
  /** V8's form of the file of dist/ called `name`. */
  read(name: string): Buffer | undefined
  /** Says that there was none, or none that V8 would take. */
  miss(name: string, script: Script): void
  /** By the files to keep them in, the scripts that were missed. */
  missed: ReadonlyMap<string, Script>
}

/**
 * The cache under the user's own cache folder. `undefined`: there is none, because `SOTTO_CODE_CACHE=0` says so,
 * because this is CI (`SOTTO_CODE_CACHE=1` asks for it there), or because the folder is not ours alone.
 */
export function findCodeCache(buildId: string, env: Environment): CodeCache | undefined {
  const wish = env.SOTTO_CODE_CACHE
  if (wish === '0' || (env.CI && wish !== '1')) return undefined
  const folder = findPrivateFolder(env, 'code')
  if (folder === undefined) return undefined

  const end = endOfNames(buildId)
  const missed = new Map<string, Script>()
  return {
    folder,
    buildId,
    // V8 runs a damaged cache without a look, hence twice.
    read: (name) => readKeptTwice(inside(folder, name + end)),
    miss: (name, script) => missed.set(inside(folder, name + end), script),
    missed,
  }
}

/**
 * All that a cache depends on: the build, Node, and the switches V8 was started with. The command stands there too,
 * since what has been compiled by the end of `--help` is of little use to `run`.
 */
function endOfNames(buildId: string): string {
  const switches = [...process.execArgv, process.env.NODE_OPTIONS ?? '', process.argv[2] ?? ''].join(' ')
  return `-${buildId}-${process.version}-${process.arch}-${shortHash(switches)}`
}

/** FNV-1a, 32 bits: a name, no protection. */
function shortHash(text: string): string {
  let state = 0x811c9dc5
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193)
  return (state >>> 0).toString(36)
}
