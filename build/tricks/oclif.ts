import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import { lazyRequires } from './lazy-requires.ts'
import { withoutUnused } from './unused-oclif.ts'

/** oclif asks for the real stdout when it is loaded, which costs milliseconds, and `run` never needs it. */
const EAGER_STDOUT = /process\.stdout\.on\('error'[\s\S]*?\n\}\);\n/

/** Takes from oclif's modules what they do at loading that sotto has no use for. */
export const slimOclif: Plugin = {
  name: 'slim-oclif',
  setup({ onLoad }) {
    onLoad({ filter: /@oclif[/\\]core[/\\]lib[/\\].*\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      return { contents: lazyRequires(withoutUnused(path, text).replace(EAGER_STDOUT, '')) }
    })
  },
}
