import type { SecretValue } from '../../secret/secret-value.ts'
import { StoreError } from '../failure.ts'
import type { Identity, Prompter, StoreContext } from '../store.ts'
import { untilTooLate, type VaultClient } from './client.ts'
import { failed, failureOfAnswer } from './failures.ts'
import type { Session } from './session.ts'
import type { Granted } from './sign-in/granted.ts'
import { signInByBrowser } from './sign-in/oidc.ts'
import { signInByPassword } from './sign-in/userpass.ts'
import { TOKEN_VARIABLES } from './variables.ts'

/** Where Vault's own tool listens, and so what roles allow. */
const USUAL_PORT = 8250

/**
 * Signs the person in and keeps the token. `whoami` then says who that is. There is no deadline above, since a person is
 * asked: each answer has one of its own.
 */
export async function logIn(
  session: Session,
  ctx: StoreContext,
  whoami: (ctx: StoreContext) => Promise<Identity | undefined>,
): Promise<Identity> {
  const { place, home } = session
  if (ctx.prompt === undefined) {
    throw new StoreError(failed('unauthenticated', `Nobody is at the terminal to sign in to ${place.name}.`))
  }
  const { token, durationSeconds } = await signIn(session, ctx.prompt, ctx)
  session.changeCredential({ token, origin: 'kept', variables: [] })
  try {
    const identity = await whoami({ ...ctx, signal: untilTooLate(ctx.signal) })
    if (identity === undefined) {
      throw new StoreError(
        failed('invalid-response', 'Vault does not accept the token that it has just given.'),
      )
    }
    await home.keep(token, durationSeconds, ctx)
    noteVariables(ctx)
    return identity
  } catch (error) {
    await Promise.allSettled([revoke(session, token, ctx)])
    throw error
  }
}

/** Revokes the kept token and forgets it, also where Vault is out of reach: then it says so afterwards. */
export async function logOut(session: Session, ctx: StoreContext): Promise<void> {
  noteVariables(ctx)
  const token = await session.home.read(ctx)
  session.changeCredential(undefined)
  if (token === undefined) return
  const [revoked] = await Promise.allSettled([revoke(session, token, ctx)])
  await session.home.forget(ctx)
  if (revoked.status === 'rejected') throw revoked.reason
}

async function revoke({ client }: Session, token: SecretValue, ctx: StoreContext): Promise<void> {
  const send = await client(ctx)
  const signal = untilTooLate(ctx.signal)
  const answer = await send({ method: 'POST', path: 'auth/token/revoke-self', token, signal })
  // 403: it has ended already.
  if (answer.status !== 200 && answer.status !== 403) throw new StoreError(failureOfAnswer(answer))
}

async function signIn(
  { place, options, client }: Session,
  prompt: Prompter,
  ctx: StoreContext,
): Promise<Granted> {
  const { oidc, userpass } = options.auth
  const { signal } = ctx
  const store = place.name
  const inTime = async (): Promise<VaultClient> => {
    const send = await client(ctx)
    return (request) => send({ ...request, signal: untilTooLate(request.signal) })
  }
  if (oidc !== undefined) {
    const port = typeof place.settings.callbackPort === 'number' ? place.settings.callbackPort : USUAL_PORT
    const remote = Boolean(ctx.env.SSH_CONNECTION)
    return signInByBrowser({ client: await inTime(), method: oidc, port, prompt, remote, store, signal })
  }
  if (userpass !== undefined) return signInByPassword(await inTime(), userpass, prompt, store, signal)
  throw new StoreError({
    ...failed('misconfigured', `The schema declares no way for people to sign in to ${store}.`),
    suggestion: `add auth.oidc or auth.userpass to the store ${store}`,
  })
}

/** A token in the environment is the caller's: it goes first, and stays. */
function noteVariables({ env, note }: StoreContext): void {
  const variable = TOKEN_VARIABLES.find((name) => env[name])
  if (variable !== undefined) note?.(`${variable} is set and goes before what login keeps`)
}
