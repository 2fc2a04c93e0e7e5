import type { Script } from 'node:vm'
import { EXIT_STATUS } from '../../errors/codes.ts'
import type { Context, Environment, PrivateFolder } from '../../services/context.ts'
import { openPrivateFolder } from './private-folder.ts'

/** What one start keeps for the next: V8's compiled form of our own chunks, which buys a quarter of a run's start. */
export interface StartCache {
  /** What else was found out. */
  memory: NonNullable<Context['memory']>
  read(chunkPath: string): Buffer | undefined
  /**
   * Writes what V8 has compiled of `script` by the end of the process: that is what the next start will need. Not
   * where something was found out that is remembered from now on: the next start needs less.
   */
  saveAtEnd(chunkPath: string, script: Script): void
}

/**
 * The cache under the user's own cache folder. `undefined`: there is none, because `SOTTO_CODE_CACHE=0` says so,
 * because this is CI (`SOTTO_CODE_CACHE=1` asks for it there), or because the folder is not ours alone.
 */
export function findStartCache(buildId: string, env: Environment): StartCache | undefined {
  const wish = env.SOTTO_CODE_CACHE
  if (wish === '0' || (env.CI && wish !== '1')) return undefined
  const folder = openPrivateFolder(env, 'code')
  if (folder === undefined) return undefined

  const pending = new Map<string, Script>()
  let isUsual = true
  const save = () => isUsual && savePending(pending, folder)
  return {
    memory: {
      knows: (name) => folder.read(`${name}-${buildId}`) !== undefined,
      keep(name) {
        isUsual = false
        folder.write(`${name}-${buildId}`, Buffer.from('1'))
      },
    },
    read: (chunkPath) => readWhole(folder, fileName(chunkPath, buildId)),
    saveAtEnd(chunkPath, script) {
      if (pending.size === 0) beforeTheEnd(save)
      pending.set(fileName(chunkPath, buildId), script)
    },
  }
}

/** A process that is replaced by its target sees no `exit`. */
function beforeTheEnd(save: () => void): void {
  process.once('exit', save)
  const replace = process.execve
  if (replace === undefined) return
  process.execve = (...args) => {
    save()
    return replace.apply(process, args)
  }
}

/** Nothing after a wrong command line: what was typed stands in the name, and would make a file for each slip. */
function savePending(pending: ReadonlyMap<string, Script>, folder: PrivateFolder): void {
  if (process.exitCode === EXIT_STATUS.USAGE) return
  for (const [name, script] of pending) {
    const data = script.createCachedData()
    folder.write(name, Buffer.concat([data, data]))
  }
}

/** V8 runs a damaged cache without a look, so it is kept twice: two halves that agree are undamaged. */
function readWhole(folder: PrivateFolder, name: string): Buffer | undefined {
  const bytes = folder.read(name)
  if (bytes === undefined || bytes.length % 2 !== 0) return undefined
  const middle = bytes.length / 2
  const half = bytes.subarray(0, middle)
  return half.equals(bytes.subarray(middle)) ? half : undefined
}

/**
 * All that a cache depends on: the chunk, the build, Node, and the switches V8 was started with. The command stands
 * there too, since what has been compiled by the end of `--help` is of little use to `run`.
 */
function fileName(chunkPath: string, buildId: string): string {
  const chunk = chunkPath.slice(chunkPath.lastIndexOf('/') + 1)
  const switches = [...process.execArgv, process.env.NODE_OPTIONS ?? '', process.argv[2] ?? ''].join(' ')
  return `${chunk}-${buildId}-${process.version}-${process.arch}-${hash(switches)}`
}

/** FNV-1a, 32 bits: a name, no protection. */
function hash(text: string): string {
  let state = 0x811c9dc5
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193)
  return (state >>> 0).toString(36)
}
