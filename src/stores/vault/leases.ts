import { StoreError } from '../failure.ts'
import type { Lease, StoreContext } from '../store.ts'
import { bodyOf, isObject } from './answers.ts'
import type { VaultAnswer } from './client.ts'
import { failureOfAnswer } from './failures.ts'
import { leaseOf } from './reading.ts'
import type { Session } from './session.ts'

/** Renews the token, with which its leases end, and then the lease for its whole duration; Vault may grant less. */
export async function renewLease(session: Session, lease: Lease, ctx: StoreContext): Promise<Lease> {
  await renewToken(session, ctx)
  const body = { lease_id: lease.id, increment: lease.durationSeconds }
  return leaseOf(bodyOf(await put(session, 'sys/leases/renew', body, ctx)), secondsLeft(session, ctx))
}

/** Ends the lease, and waits until the engine has done so. A lease that has ended already is fine with Vault. */
export async function revokeLease(session: Session, lease: Lease, ctx: StoreContext): Promise<void> {
  const answer = await put(session, 'sys/leases/revoke', { lease_id: lease.id, sync: true }, ctx)
  if (answer.status !== 200) throw new StoreError(failureOfAnswer(answer))
}

/** How long the session's token lives on; endless where Vault has named no end. */
export function secondsLeft({ tokenEndsAt }: Session, { now }: StoreContext): number {
  return tokenEndsAt === undefined
    ? Number.POSITIVE_INFINITY
    : (tokenEndsAt.getTime() - now().getTime()) / 1000
}

/** Not every token can be renewed: then it ends when it was to end. */
async function renewToken(session: Session, ctx: StoreContext): Promise<void> {
  if (session.tokenEndsAt === undefined) return
  const { status, body } = await put(session, 'auth/token/renew-self', {}, ctx)
  const auth = isObject(body) ? body.auth : undefined
  if (status !== 200 || !isObject(auth) || typeof auth.lease_duration !== 'number') return
  session.tokenEndsAt = new Date(ctx.now().getTime() + auth.lease_duration * 1000)
}

async function put(
  { client, token }: Session,
  path: string,
  body: Readonly<Record<string, unknown>>,
  ctx: StoreContext,
): Promise<VaultAnswer> {
  const send = await client(ctx)
  return send({ method: 'PUT', path, token: await token(ctx), body, signal: ctx.signal })
}
