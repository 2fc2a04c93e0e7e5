import { awsSecretsManager } from './aws-secrets-manager/index.ts'
import { gcpSecretManager } from './gcp-secret-manager/index.ts'
import { keychain } from './keychain/index.ts'
import { local } from './local/index.ts'
import type { StoreType } from './store-type.ts'
import { vault } from './vault/index.ts'

/** Adding a store is adding its folder and its line. */
const TYPES: readonly StoreType[] = [local, keychain, awsSecretsManager, gcpSecretManager, vault]

/** Every store type by its name. */
export const STORE_TYPES: ReadonlyMap<string, StoreType> = new Map(TYPES.map((type) => [type.type, type]))
