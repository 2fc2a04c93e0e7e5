import { StoreError } from '../failure.ts'
import type { Lease, StoreContext } from '../store.ts'
import { bodyOf } from './answers.ts'
import { failureOfAnswer } from './failures.ts'
import { leaseOf } from './reading.ts'
import type { Session } from './session.ts'

/** Asks for the lease's whole duration again; Vault may grant less. */
export async function renewLease(
  { client, token }: Session,
  lease: Lease,
  ctx: StoreContext,
): Promise<Lease> {
  const send = await client(ctx)
  const body = { lease_id: lease.id, increment: lease.durationSeconds }
  const path = 'sys/leases/renew'
  return leaseOf(
    bodyOf(await send({ method: 'PUT', path, token: await token(ctx), body, signal: ctx.signal })),
  )
}

/** Ends the lease, and waits until the engine has done so. A lease that has ended already is fine with Vault. */
export async function revokeLease(
  { client, token }: Session,
  lease: Lease,
  ctx: StoreContext,
): Promise<void> {
  const send = await client(ctx)
  const body = { lease_id: lease.id, sync: true }
  const path = 'sys/leases/revoke'
  const answer = await send({ method: 'PUT', path, token: await token(ctx), body, signal: ctx.signal })
  if (answer.status !== 200) throw new StoreError(failureOfAnswer(answer))
}
