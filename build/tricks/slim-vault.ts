import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/**
 * What node-vault requires and does not come to use, because src/stores/vault/client.ts hands it a transport of our
 * own and asks for none of its ready-made commands: an HTTP client with a table of all media types, most of it.
 */
const UNUSED = /require\('(?:axios|debug|mustache|tv4|\.\/commands\.js)'\)/g

/**
 * Leaves a function that does nothing in the place of each. Buys 300 KB, and 40 ms before the first request to a
 * Vault. The end-to-end tests of the store run the build and fail where one is used after all.
 */
export const slimVault: Plugin = {
  name: 'slim-vault',
  setup({ onLoad }) {
    onLoad({ filter: /node-vault[/\\]src[/\\]index\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      return { contents: text.replaceAll(UNUSED, '(() => {})') }
    })
  },
}
