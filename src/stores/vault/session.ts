import { readFile } from 'node:fs/promises'
import type { SecretValue } from '../../secret/secret-value.ts'
import { StoreError } from '../failure.ts'
import { remember } from '../remember.ts'
import type { StoreContext } from '../store.ts'
import type { StorePlace } from '../store-type.ts'
import { openClient, type VaultClient } from './client.ts'
import { type Credential, findCredential } from './credential.ts'
import { type Engine, findEngine } from './engine.ts'
import { failed } from './failures.ts'
import type { VaultOptions } from './options.ts'
import { openTokenHome, type TokenHome } from './token-home.ts'
import { openTransport } from './transport.ts'

/** What one opened store has found out, each once: its connection, its credential, its engine. All throw StoreError. */
export interface Session {
  place: StorePlace
  options: VaultOptions
  home: TokenHome
  client(ctx: StoreContext): Promise<VaultClient>
  /** What we sign in with; undefined: signed out. */
  credential(ctx: StoreContext): Promise<Credential | undefined>
  /** From now on we sign in with this; undefined: we are signed out. */
  changeCredential(credential: Credential | undefined): void
  /** The token of {@link credential}; nobody signed in is a failure. */
  token(ctx: StoreContext): Promise<SecretValue>
  engine(ctx: StoreContext): Promise<Engine>
  /** When the token ends, as far as Vault has told; a lease never outlives its token. */
  tokenEndsAt?: Date
}

export function openSession(place: StorePlace, options: VaultOptions): Session {
  const home = openTokenHome(place, options)
  const client = remember((ctx) => connect(options, ctx))
  const found = remember(async (ctx) =>
    findCredential({ place, options, home, client: await client(ctx) }, ctx),
  )
  let changed: { credential: Credential | undefined } | undefined
  const credential = async (ctx: StoreContext) => (changed ? changed.credential : found(ctx))
  const token = async (ctx: StoreContext) => {
    const held = await credential(ctx)
    if (held !== undefined) return held.token
    const summary = `Nobody is signed in to ${place.name}.`
    throw new StoreError({ ...failed('unauthenticated', summary), suggestion: `sotto login ${place.name}` })
  }
  const engine = remember(async (ctx) =>
    findEngine(await client(ctx), await token(ctx), options.mount, ctx.signal),
  )
  const changeCredential = (credential: Credential | undefined) => {
    changed = { credential }
  }
  return { place, options, home, client, credential, changeCredential, token, engine }
}

/** `VAULT_CACERT` names the authorities to trust in place of the usual ones, as it does for Vault's own tool. */
async function connect({ address, namespace }: VaultOptions, ctx: StoreContext): Promise<VaultClient> {
  const file = ctx.env.VAULT_CACERT
  const authorities = file ? await readFile(file, 'utf8').catch(() => undefined) : undefined
  if (file && !authorities?.includes('-----BEGIN CERTIFICATE-----')) {
    throw new StoreError({
      ...failed('misconfigured', 'VAULT_CACERT names no readable file of certificates.'),
      suggestion: 'export VAULT_CACERT=/path/to/the/authority.pem',
    })
  }
  return openClient(address, namespace, await openTransport(address, authorities))
}
