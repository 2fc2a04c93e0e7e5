import { type PrivateKeyring, startPrivateKeyring } from './private-keyring.ts'

let started: Promise<PrivateKeyring> | undefined

/**
 * The one keyring that the native module of this test process talks to: it connects to a bus once and keeps to it.
 * Ends with the process.
 */
export function ownKeyring(): Promise<PrivateKeyring> {
  started ??= startPrivateKeyring().then((keyring) => {
    Object.assign(process.env, keyring.env)
    return keyring
  })
  return started
}
