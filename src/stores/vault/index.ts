import { formatPathAndField, parsePathAndField } from '../reference.ts'
import type { StoreType } from '../store-type.ts'
import { OPTIONS_SCHEMA, parseOptions, type VaultOptions } from './options.ts'
import { CREDENTIAL_VARIABLES } from './variables.ts'

/** HashiCorp Vault and OpenBao: KV of both versions, and every engine that answers a read with a lease. */
export const vault: StoreType<VaultOptions> = {
  type: 'vault',
  title: 'HashiCorp Vault, OpenBao',
  reach: 'shared',
  capabilities: new Set(['login', 'metadata', 'leases', 'fields', 'versions']),
  options: OPTIONS_SCHEMA,
  devScope: {
    namespace: { type: 'string', description: 'Namespace that holds development secrets only.' },
    mount: { type: 'string', description: 'Mount that holds development secrets only.' },
    custom_metadata: {
      type: 'object',
      description:
        'Custom metadata of a KV version 2 secret: each name with the values that mean development.',
      minProperties: 1,
      additionalProperties: {
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        items: { type: 'string', minLength: 1, maxLength: 512 },
      },
    },
  },
  tagScope: 'custom_metadata',
  tagsWithValues: true,
  credentialVariables: CREDENTIAL_VARIABLES,
  parseOptions,
  parseReference: parsePathAndField,
  formatReference: formatPathAndField,
  locate: ({ path }, { address, namespace, mount }) => ({
    container: { address, ...(namespace === undefined ? {} : { namespace }), mount },
    path,
  }),
  async open(place, options) {
    const { openVault } = await import('./store.ts')
    return openVault(place, options)
  },
}
