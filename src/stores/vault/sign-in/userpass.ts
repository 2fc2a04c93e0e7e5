import type { Prompter } from '../../store.ts'
import { encodePath, type VaultClient } from '../client.ts'
import type { SignInMethod } from '../options.ts'
import { type Granted, grantedBy } from './granted.ts'

/** Asks the person for name and password. Mounts of LDAP, RADIUS and Okta answer at the same place. */
export async function signInByPassword(
  client: VaultClient,
  { mount }: SignInMethod,
  prompt: Prompter,
  store: string,
  signal: AbortSignal,
): Promise<Granted> {
  const name = (await prompt.ask(`User name for ${store}: `)).trim()
  const password = await prompt.askSecret(`Password of ${name} for ${store}: `)
  const path = `auth/${encodePath(mount)}/login/${encodeURIComponent(name)}`
  return grantedBy(
    await client({ method: 'POST', path, body: { password }, signal }),
    `Vault does not accept this name and password for ${store}.`,
  )
}
