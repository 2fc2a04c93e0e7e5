import { type KeychainItem, OWN_SERVICE, openKeychain } from '../../keychain/keychain.ts'
import { SecretValue } from '../../secret/secret-value.ts'
import { StoreError } from '../failure.ts'
import type { StoreContext } from '../store.ts'
import type { StorePlace } from '../store-type.ts'
import { failed } from './failures.ts'
import type { VaultOptions } from './options.ts'
import { openTokenFile } from './token-file.ts'

/** Where the token of a sign-in is kept between two runs. Every method throws StoreError where that place is locked. */
export interface TokenHome {
  /** Undefined: none is kept, or it has ended. */
  read(ctx: StoreContext): Promise<SecretValue | undefined>
  /** `durationSeconds` absent: Vault named no end. */
  keep(token: SecretValue, durationSeconds: number | undefined, ctx: StoreContext): Promise<void>
  forget(ctx: StoreContext): Promise<void>
}

/** How long a token is kept outside of a keychain, in seconds: a working day. */
const LONGEST_IN_FILE = 8 * 3600

/**
 * The OS keychain, or a file where the session has none. One place for each address, namespace and mount that a
 * person signs in through: stores that share them share it.
 */
export function openTokenHome(place: StorePlace, { address, namespace, auth }: VaultOptions): TokenHome {
  const mount = (auth.oidc ?? auth.userpass)?.mount ?? ''
  const account = `vault ${JSON.stringify([address, namespace ?? '', mount])}`
  const item: KeychainItem = { service: OWN_SERVICE, account }
  const file = openTokenFile(place, account)
  const keychain = (ctx: StoreContext) => openKeychain(place.platform, ctx)
  return {
    async read(ctx) {
      const answer = await keychain(ctx).get(item, ctx.signal)
      if (answer === 'locked') throw locked()
      const kept = typeof answer === 'string' ? await file.read(ctx) : answer
      return kept && unended(kept, ctx.now())
    },
    async keep(token, durationSeconds, ctx) {
      const outcome = await keychain(ctx).set(item, recordOf(token, durationSeconds, ctx.now()), ctx.signal)
      if (outcome === 'locked') throw locked()
      if (outcome === 'done') return file.remove(ctx)
      const seconds = Math.min(durationSeconds ?? LONGEST_IN_FILE, LONGEST_IN_FILE)
      await file.write(recordOf(token, seconds, ctx.now()), ctx)
      ctx.note?.(
        'this session has no keychain: the sign-in is kept in an encrypted file, for 8 hours at most',
      )
    },
    async forget(ctx) {
      await Promise.all([keychain(ctx).delete(item, ctx.signal), file.remove(ctx)])
    },
  }
}

function recordOf(token: SecretValue, durationSeconds: number | undefined, now: Date): SecretValue {
  const end = durationSeconds === undefined ? undefined : now.getTime() + durationSeconds * 1000
  return SecretValue.seal(JSON.stringify({ token: token.reveal().toString('utf8'), end }))
}

function unended(record: SecretValue, now: Date): SecretValue | undefined {
  const end = record.field('end')
  const isOver = end !== undefined && now.getTime() >= Number(end.reveal().toString())
  return isOver ? undefined : record.field('token')
}

function locked(): StoreError {
  return new StoreError(failed('locked', 'The keychain that keeps the sign-in is locked.'))
}
