import type { Context } from '../../services/context.ts'
import { createChunkLoader } from './chunk-loader.ts'
import { takeCallerEnvironment } from './hygiene.ts'
import { findStartCache } from './start-cache.ts'

declare const BUILD_ID: string

/** The first code of the built CLI: the process is made clean before anything else is even read. */
const callerEnv = takeCallerEnvironment()
if (callerEnv !== undefined) {
  const cache = findStartCache(BUILD_ID, callerEnv)
  const load = createChunkLoader(__dirname, require, cache)
  const { start } = load('./main.cjs') as {
    start(env: typeof callerEnv, memory: Context['memory']): void
  }
  start(callerEnv, cache?.memory)
}
