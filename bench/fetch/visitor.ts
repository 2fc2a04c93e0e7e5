import { createRequire } from 'node:module'
import { createChunkLoader } from '../../src/cli/launch/chunk-loader.ts'
import { findCodeCache } from '../../src/cli/launch/code-cache.ts'
import { keepStart } from '../../src/cli/launch/keep-start.ts'
import type { fetchOnce } from './fetch-once.ts'

/** Runs fetch-once.ts from its bundle in the folder of the first argument; the second is the visit, as JSON. */
const [folder, visit] = process.argv.slice(2)
const cache = findCodeCache('bench', process.env)
if (cache !== undefined) keepStart(cache)
const load = createChunkLoader(folder!, createRequire(import.meta.url), cache)
const bundled = load('./main.cjs') as { fetchOnce: typeof fetchOnce }
console.log(await bundled.fetchOnce(JSON.parse(visit!)))
process.exit(0)
