import { createRequire } from 'node:module'
import { createChunkLoader } from '../../src/cli/launch/chunk-loader.ts'
import { findStartCache } from '../../src/cli/launch/start-cache.ts'
import type { fetchOnce } from './fetch-once.ts'

/** Runs fetch-once.ts from its bundle in the folder of the first argument; the second is the visit, as JSON. */
const [folder, visit] = process.argv.slice(2)
const load = createChunkLoader(folder!, createRequire(import.meta.url), findStartCache('bench', process.env))
const bundled = load('./main.cjs') as { fetchOnce: typeof fetchOnce }
console.log(await bundled.fetchOnce(JSON.parse(visit!)))
process.exit(0)
