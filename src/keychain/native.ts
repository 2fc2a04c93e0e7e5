import { statSync } from 'node:fs'
import { join } from 'node:path'

/** The calls of keytar that are safe: its search crashes the process on a locked keyring. */
export interface Native {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

/**
 * Whether this session can have a keychain at all. On Linux it is reached over the session bus, whose absence
 * (a container, a CI runner, ssh) is seen from the environment, without waiting for anybody.
 */
export function canHaveKeychain(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform === 'win32' || platform === 'darwin') return true
  const address = env.DBUS_SESSION_BUS_ADDRESS
  if (address) return !address.startsWith('disabled:')
  return env.XDG_RUNTIME_DIR ? isSocket(join(env.XDG_RUNTIME_DIR, 'bus')) : false
}

/** `undefined` where the optional package is missing or does not fit this machine. */
export async function loadNative(): Promise<Native | undefined> {
  try {
    return (await import('keytar')).default
  } catch {
    return undefined
  }
}

function isSocket(path: string): boolean {
  try {
    return statSync(path).isSocket()
  } catch {
    return false
  }
}
