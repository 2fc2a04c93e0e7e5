import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import { lazyRequires } from './lazy-requires.ts'

/** oclif asks for the real stdout when it is loaded, which costs milliseconds, and `run` never needs it. */
const EAGER_STDOUT = /process\.stdout\.on\('error'[\s\S]*?\n\}\);\n/

/** oclif's modules require one another in full, and parsing flags needs a tenth of them. */
export const lazyOclif: Plugin = {
  name: 'lazy-oclif',
  setup({ onLoad }) {
    onLoad({ filter: /@oclif[/\\]core[/\\]lib[/\\].*\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      return { contents: lazyRequires(text.replace(EAGER_STDOUT, '')) }
    })
  },
}
