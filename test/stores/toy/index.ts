import { AppError } from '../../../src/errors/app-error.ts'
import { formatPathAndField, parsePathAndField } from '../../../src/stores/reference.ts'
import type { StoreType } from '../../../src/stores/store-type.ts'

export type ToyOptions = { folder: string }

/** A store as small as one can be: values are files in a folder. The guide to adding a store shows this one. */
export const toy: StoreType<ToyOptions> = {
  type: 'toy',
  title: 'Toy folder',
  reach: 'shared',
  capabilities: new Set(['fields']),
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['folder'],
    properties: { folder: { type: 'string', pattern: '^/', description: 'Folder that holds the values.' } },
  },
  devScope: {
    folder: { type: 'string', description: 'Folder that holds development values and nothing else.' },
  },
  credentialVariables: [],
  parseOptions(input) {
    const { folder, ...unknown } = Object(input) as Record<string, unknown>
    const [extra] = Object.keys(unknown)
    if (extra !== undefined) throw misconfigured(`has no option "${extra}"`)
    if (typeof folder !== 'string' || !folder.startsWith('/')) throw misconfigured('needs "folder"')
    return { folder }
  },
  parseReference: parsePathAndField,
  formatReference: formatPathAndField,
  locate: ({ path }, { folder }) => ({ container: { folder }, path }),
  async open(place, options) {
    const { openToyStore } = await import('./store.ts')
    return openToyStore(place, options)
  },
}

function misconfigured(reason: string): AppError {
  return new AppError('STORE_MISCONFIGURED', `A store of type toy ${reason}.`)
}
