import { randomBytes } from 'node:crypto'
import { StoreError } from '../../failure.ts'
import type { Prompter } from '../../store.ts'
import { isSafePage } from '../address.ts'
import { dataOf } from '../answers.ts'
import { encodePath, type VaultClient } from '../client.ts'
import { failed } from '../failures.ts'
import type { SignInMethod } from '../options.ts'
import { type CallbackListener, listenForCallback } from './callback.ts'
import { type Granted, grantedBy } from './granted.ts'

/** How long a person has to sign in: two minutes, which is what Vault's own tool gives. */
const PATIENCE_MS = 120_000

export interface BrowserSignIn {
  client: VaultClient
  method: SignInMethod
  /** Port of the listener, which has to be one that the role allows. */
  port: number
  prompt: Prompter
  /** The person sits at another machine, so that a browser here is of no use. */
  remote: boolean
  store: string
  signal: AbortSignal
}

/**
 * Signs a person in with their browser. Vault makes state and nonce; we check that the state comes back, and Vault
 * checks the nonce inside of the signed token and a nonce of ours, without which the code in the browser's address
 * is of no use to anyone else on this machine.
 */
export async function signInByBrowser(ask: BrowserSignIn): Promise<Granted> {
  await using listener = await listenForCallback(ask.port)
  const clientNonce = randomBytes(32).toString('base64url')
  const page = await requestPage(ask, listener, clientNonce)
  await showPage(ask, page)
  const signal = AbortSignal.any([ask.signal, AbortSignal.timeout(PATIENCE_MS)])
  const callback = await listener.receive(new URL(page).searchParams.get('state') ?? '', signal)
  try {
    const granted = await exchange(ask, callback, clientNonce)
    callback.reply(true)
    return granted
  } catch (error) {
    callback.reply(false)
    throw error
  }
}

async function requestPage(
  { client, method, signal }: BrowserSignIn,
  { redirectUri }: CallbackListener,
  clientNonce: string,
): Promise<string> {
  const answer = await client({
    method: 'POST',
    path: `auth/${encodePath(method.mount)}/oidc/auth_url`,
    body: { role: method.role ?? '', redirect_uri: redirectUri, client_nonce: clientNonce },
    signal,
  })
  // Empty: the role does not allow this address. 400: there is no such role; 403, 404: no such mount.
  const page = [400, 403, 404].includes(answer.status) ? '' : dataOf(answer).auth_url
  if (page === '') {
    throw new StoreError({
      ...failed(
        'misconfigured',
        `Vault has no sign-in for us at auth/${method.mount} with the role that the schema names.`,
      ),
      suggestion: `ask who runs Vault to allow ${redirectUri} for the role ${method.role ?? '(the default one)'}`,
    })
  }
  if (typeof page !== 'string' || !isSafePage(page) || !new URL(page).searchParams.get('state')) {
    throw new StoreError(
      failed('invalid-response', 'Vault names a page to sign in that is not safe to open.'),
    )
  }
  return new URL(page).href
}

async function showPage({ prompt, store, port, remote }: BrowserSignIn, page: string): Promise<void> {
  const opened = !remote && ((await prompt.openBrowser?.(page)) ?? false)
  prompt.show(
    opened
      ? `Sign in to ${store} in the browser that has opened, or open this page:\n${page}\n`
      : `Open this page to sign in to ${store} (from another machine: ssh -L ${port}:127.0.0.1:${port} first):\n${page}\n`,
  )
}

async function exchange(
  { client, method, store, signal }: BrowserSignIn,
  { state, code }: { state: string; code: string },
  clientNonce: string,
): Promise<Granted> {
  const query = new URLSearchParams({ state, code, client_nonce: clientNonce })
  const path = `auth/${encodePath(method.mount)}/oidc/callback?${query}`
  return grantedBy(
    await client({ method: 'GET', path, signal }),
    `Vault does not accept this sign-in for ${store}: the role may be for others.`,
  )
}
