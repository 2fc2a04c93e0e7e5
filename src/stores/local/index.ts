import { parseEntryName, parseNoOptions } from '../personal.ts'
import { formatPathAndField } from '../reference.ts'
import type { StoreType } from '../store-type.ts'

/** One encrypted file per project in the user's data folder: works on a machine that has nothing else. */
export const local: StoreType = {
  type: 'local',
  title: 'Encrypted file of your own',
  reach: 'personal',
  capabilities: new Set(['write', 'metadata']),
  options: { type: 'object', additionalProperties: false, properties: {} },
  devScope: {},
  credentialVariables: [],
  parseOptions: (input) => parseNoOptions('local', input),
  parseReference: parseEntryName,
  formatReference: formatPathAndField,
  locate: ({ path }) => ({ container: {}, path }),
  async open(place) {
    const { openLocalStore } = await import('./store.ts')
    return openLocalStore(place)
  },
}
