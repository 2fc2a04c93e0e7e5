import { StoreError } from '../failure.ts'
import type { Identity, Lookup, SecretReference, Store, StoreContext } from '../store.ts'
import type { StorePlace } from '../store-type.ts'
import { failed, failureOfError } from './failures.ts'
import { identify } from './identity.ts'
import { renewLease, revokeLease } from './leases.ts'
import { logIn, logOut } from './login.ts'
import { readMetadata } from './metadata.ts'
import { askWhetherMintable } from './minting.ts'
import type { VaultOptions } from './options.ts'
import { readAll } from './reading.ts'
import { openSession, type Session } from './session.ts'
import { sourceOf } from './source.ts'

/** Opens a Vault or OpenBao. Connects to nothing. */
export function openVault(place: StorePlace, options: VaultOptions): Store {
  const session = openSession(place, options)
  const whoami = (ctx: StoreContext) => identifySession(session, ctx)
  return {
    name: place.name,
    whoami,
    fetch: (references, ctx) => fetchAll(session, references, ctx),
    login: {
      start: (ctx) => logIn(session, ctx, whoami),
      end: (ctx) => logOut(session, ctx),
    },
    metadata: {
      async read(references, ctx) {
        try {
          return await readMetadata(await sourceOf(session, ctx), references, ctx.now())
        } catch (error) {
          return references.map((reference) => ({ reference, failure: failureOfError(error) }))
        }
      },
    },
    leases: {
      renew: (lease, ctx) => renewLease(session, lease, ctx),
      revoke: (lease, ctx) => revokeLease(session, lease, ctx),
    },
  }
}

async function identifySession(session: Session, ctx: StoreContext): Promise<Identity | undefined> {
  const credential = await session.credential(ctx)
  if (credential === undefined) return undefined
  // Asked for beside the identity, which it does not depend on; whoever needs it hears of its failure.
  session.engine(ctx).catch(() => undefined)
  const { place, options } = session
  const { address, namespace } = options
  const identity = await identify({
    client: await session.client(ctx),
    token: credential.token,
    exchangedHere: credential.origin === 'exchanged',
    developerDomain: place.developerDomain,
    container: { address, ...(namespace === undefined ? {} : { namespace }) },
    signal: ctx.signal,
  })
  if (identity === undefined && credential.origin === 'variable') {
    const [variable] = credential.variables
    throw new StoreError({
      ...failed(
        'unauthenticated',
        `Vault does not accept the token in ${variable}: it has ended or was revoked.`,
      ),
      suggestion: `unset ${variable}`,
    })
  }
  if (identity?.expiresAt !== undefined) session.tokenEndsAt = identity.expiresAt
  return identity && { ...identity, takenFrom: credential.variables }
}

async function fetchAll(
  session: Session,
  references: readonly SecretReference[],
  ctx: StoreContext,
): Promise<readonly Lookup[]> {
  if (references.length === 0) return []
  try {
    const source = await sourceOf(session, ctx)
    const mayMint = source.engine !== 'leasing' || ctx.mint !== false
    return await (mayMint ? readAll(source, references) : askWhetherMintable(source, references))
  } catch (error) {
    const failure = failureOfError(error)
    return references.map((reference) => ({ reference, status: 'failed', failure }))
  }
}
