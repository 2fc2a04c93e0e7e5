import type { Context } from '../../services/context.ts'
import type { SignedInStore } from '../../services/sign-in.ts'
import type { StoreStanding } from '../../services/who-am-i.ts'
import type { Identity } from '../../stores/store.ts'
import { paint } from './paint.ts'
import { plainText } from './plain-text.ts'

/** What `login` came to, a line a store. */
export function renderSignedIn(stores: readonly SignedInStore[], { now }: Context): string {
  if (stores.length === 0) return 'No store of this repository needs a sign-in.'
  return stores
    .map(
      ({ store, identity, already }) =>
        `${already ? 'Already signed' : 'Signed'} in to ${store} as ${who(identity, now())}.`,
    )
    .map(plainText)
    .join('\n')
}

/** Who each store says we are: a line where it does, and why and what next where it does not. */
export function renderStandings(standings: readonly StoreStanding[], { stdout, now }: Context): string {
  if (standings.length === 0) return 'This repository declares no store.'
  return standings
    .map(({ store, state, identity, reason, next }) => {
      if (identity !== undefined)
        return `${paint('green', '✓', stdout.colour)} ${store}  ${plainText(who(identity, now()))}`
      const lines = [
        `${paint('red', '✗', stdout.colour)} ${store}  ${state}`,
        reason && `    why    ${plainText(reason)}`,
      ]
      return [...lines, next && `    next   ${plainText(next)}`].filter(Boolean).join('\n')
    })
    .join('\n')
}

/** An identity as a program reads it; the field names are stable. */
export function identityView({ takenFrom: _, expiresAt, ...identity }: Identity) {
  return { ...identity, ...(expiresAt && { expiresAt: expiresAt.toISOString() }) }
}

function who(
  { principal, developer, developerRefusal, workload, shared, expiresAt }: Identity,
  now: Date,
): string {
  const notes = [
    developer === undefined ? undefined : `{developer} is ${developer}`,
    developerRefusal === undefined ? undefined : `no {developer}: ${developerRefusal}`,
    workload ? 'a workload' : undefined,
    shared === undefined ? undefined : `not oneself: ${shared}`,
    expiresAt === undefined ? undefined : until(expiresAt, now),
  ].filter((note) => note !== undefined)
  return notes.length === 0 ? principal : `${principal} (${notes.join('; ')})`
}

function until(end: Date, now: Date): string {
  const minutes = Math.floor((end.getTime() - now.getTime()) / 60_000)
  if (minutes < 0) return 'ended'
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const span = hours === 0 ? `${rest} min` : rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
  return `for ${span}, until ${end.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
