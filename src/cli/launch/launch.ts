import { createChunkLoader } from './chunk-loader.ts'
import { type CodeCache, findCodeCache } from './code-cache.ts'
import { takeCallerEnvironment } from './hygiene.ts'

declare const BUILD_ID: string

/** The first code of the built CLI: the process is made clean before anything else is even read. */
const callerEnv = takeCallerEnvironment()
if (callerEnv !== undefined) {
  const cache = findCodeCache(BUILD_ID, callerEnv)
  const load = createChunkLoader(__dirname, require, cache)
  const { start } = load('./main.cjs') as {
    start(env: typeof callerEnv, cache: CodeCache | undefined): void
  }
  start(callerEnv, cache)
}
