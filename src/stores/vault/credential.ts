import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SecretValue } from '../../secret/secret-value.ts'
import type { StoreContext } from '../store.ts'
import type { StorePlace } from '../store-type.ts'
import type { VaultClient } from './client.ts'
import type { VaultOptions } from './options.ts'
import { exchangeWorkloadToken } from './sign-in/jwt.ts'
import type { TokenHome } from './token-home.ts'
import { TOKEN_VARIABLES } from './variables.ts'

/** A token and how we came by it. */
export interface Credential {
  token: SecretValue
  origin: 'variable' | 'kept' | 'file' | 'exchanged'
  /** The variables that it was taken from. */
  variables: readonly string[]
}

/** Where a credential is looked for. */
interface Whereabouts {
  place: StorePlace
  options: VaultOptions
  home: TokenHome
  client: VaultClient
}

/**
 * The first of: a token that the caller's environment hands over, one that `login` kept, the file of Vault's own
 * tool where the user's settings say so, and one exchanged for a workload's token. Undefined: signed out.
 */
export async function findCredential(
  { place, options, home, client }: Whereabouts,
  ctx: StoreContext,
): Promise<Credential | undefined> {
  const variable = TOKEN_VARIABLES.find((name) => ctx.env[name])
  if (variable !== undefined) {
    return { token: SecretValue.seal(ctx.env[variable]!), origin: 'variable', variables: [variable] }
  }
  const kept = await home.read(ctx)
  if (kept !== undefined) return { token: kept, origin: 'kept', variables: [] }
  const filed = place.settings.readTokenFile === true ? await readTokenFile(ctx) : undefined
  if (filed !== undefined) return { token: filed, origin: 'file', variables: [] }
  const exchanged = await exchangeWorkloadToken(client, options, ctx)
  return exchanged && { ...exchanged, origin: 'exchanged' }
}

/** `~/.vault-token`, which Vault's own tool writes; we never do. */
async function readTokenFile({ env }: StoreContext): Promise<SecretValue | undefined> {
  const home = env.HOME || env.USERPROFILE
  if (!home) return undefined
  const text = await readFile(join(home, '.vault-token'), 'utf8').catch(() => '')
  return text.trim() === '' ? undefined : SecretValue.seal(text.trim())
}
