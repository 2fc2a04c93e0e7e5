import { SecretValue } from '../secret/secret-value.ts'
import { within } from '../waiting/within.ts'
import { canHaveKeychain, loadNative, type Native } from './native.ts'

/** One entry of the OS keychain. */
export interface KeychainItem {
  service: string
  account: string
}

/**
 * Why the keychain did not serve us. `locked`: it is there and a person can open it. `unavailable`: this session
 * has none, or the optional native module is not installed.
 */
export type KeychainObstacle = 'locked' | 'unavailable'

/** A value is the answer itself. */
export type KeychainAnswer = SecretValue | 'absent' | KeychainObstacle

/**
 * The operating system's keychain, which holds text. Every method rejects with the signal's reason once
 * `signal` is aborted; the native call behind it cannot be called back and may go on for a while.
 */
export interface Keychain {
  get(item: KeychainItem, signal: AbortSignal): Promise<KeychainAnswer>
  /** Creates or replaces. The value is text, not empty and without NUL: the native interface cuts others short. */
  set(item: KeychainItem, value: SecretValue, signal: AbortSignal): Promise<'done' | KeychainObstacle>
  delete(item: KeychainItem, signal: AbortSignal): Promise<'done' | 'absent' | KeychainObstacle>
}

/**
 * Under this service stand our own keys and tokens. No location of a schema reaches it: those stand under
 * `sotto/<project>`, and Windows, which joins service and account with a slash, cannot confuse the two.
 */
export const OWN_SERVICE = 'sotto.internal'

/** Where a locked Linux keyring shows itself: it answers a read as if nothing were there, and refuses a write. */
const SENTINEL: KeychainItem = { service: OWN_SERVICE, account: 'writable' }

/** Where a keychain is looked for; a store's context is one. */
export interface KeychainSession {
  env: Readonly<Record<string, string | undefined>>
  /** Told when a native call goes on although it was given up: it holds up an ordinary end of the process. */
  leaveBehind?(): void
}

/** Opens the keychain of this session. The native module is loaded at the first call, and only where there can be a keychain. */
export function openKeychain(platform: NodeJS.Platform, session: KeychainSession): Keychain {
  return {
    get: (item, signal) => asked(signal, (native) => get(native, item, platform)),
    set: (item, value, signal) => asked(signal, (native) => set(native, item, value, platform)),
    delete: (item, signal) => asked(signal, (native) => remove(native, item, platform)),
  }

  function asked<Answer>(signal: AbortSignal, ask: (native: Native) => Promise<Answer>) {
    return unlessAborted(signal, session, async () => {
      const native = canHaveKeychain(platform, session.env) ? await loadNative() : undefined
      return native === undefined ? 'unavailable' : ask(native)
    })
  }
}

async function get(native: Native, item: KeychainItem, platform: NodeJS.Platform): Promise<KeychainAnswer> {
  try {
    const text = await native.getPassword(item.service, item.account)
    if (text !== null) return SecretValue.seal(text)
  } catch {
    return silentObstacle(platform)
  }
  return (await isLocked(native, platform)) ? 'locked' : 'absent'
}

async function set(native: Native, item: KeychainItem, value: SecretValue, platform: NodeJS.Platform) {
  try {
    await native.setPassword(item.service, item.account, value.reveal().toString('utf8'))
    return 'done'
  } catch {
    return whyNotWritten(native, platform)
  }
}

async function remove(native: Native, item: KeychainItem, platform: NodeJS.Platform) {
  try {
    if (await native.deletePassword(item.service, item.account)) return 'done'
  } catch {
    return whyNotWritten(native, platform)
  }
  return (await isLocked(native, platform)) ? 'locked' : 'absent'
}

/** Windows and macOS tell locked from absent by themselves. */
async function isLocked(native: Native, platform: NodeJS.Platform): Promise<boolean> {
  if (platform === 'win32' || platform === 'darwin') return false
  try {
    await native.setPassword(SENTINEL.service, SENTINEL.account, 'writable')
    await native.deletePassword(SENTINEL.service, SENTINEL.account)
    return false
  } catch {
    return true
  }
}

async function whyNotWritten(native: Native, platform: NodeJS.Platform): Promise<KeychainObstacle> {
  try {
    await native.getPassword(SENTINEL.service, SENTINEL.account)
    return 'locked'
  } catch {
    return silentObstacle(platform)
  }
}

/** What it means that not even a read is answered. macOS always has a keychain, so there it is closed to this session. */
function silentObstacle(platform: NodeJS.Platform): KeychainObstacle {
  return platform === 'darwin' ? 'locked' : 'unavailable'
}

async function unlessAborted<Answer>(
  signal: AbortSignal,
  session: KeychainSession,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  signal.throwIfAborted()
  try {
    return await within(signal, ask())
  } catch (error) {
    if (signal.aborted) session.leaveBehind?.()
    throw error
  }
}
