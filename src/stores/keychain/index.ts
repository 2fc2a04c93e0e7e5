import { parseEntryName, parseNoOptions } from '../personal.ts'
import { formatPathAndField } from '../reference.ts'
import type { StoreType } from '../store-type.ts'

/** The operating system's own keychain, where a person sees, changes and locks the entries with its tools. */
export const keychain: StoreType = {
  type: 'keychain',
  title: 'Keychain of the operating system',
  reach: 'personal',
  capabilities: new Set(['write']),
  options: { type: 'object', additionalProperties: false, properties: {} },
  devScope: {},
  credentialVariables: [],
  parseOptions: (input) => parseNoOptions('keychain', input),
  parseReference: parseEntryName,
  formatReference: formatPathAndField,
  locate: ({ path }) => ({ container: {}, path }),
  async open(place) {
    const { openKeychainStore } = await import('./store.ts')
    return openKeychainStore(place)
  },
}
