import { existsSync } from 'node:fs'

const SHELL = '/bin/sh'

/**
 * Ends the process with `process.exitCode`, even while a connection is kept alive; interrupted by `signal`, it dies of
 * that, so that a shell sees it. Node waits at its end for native calls that have been given up (`hasLeftBehind`), such
 * as a keychain that is waiting for a dialog: then a shell takes the place of the process and ends with its status.
 */
export function endProcess(signal: NodeJS.Signals | undefined, hasLeftBehind: boolean): void {
  if (signal !== undefined) {
    process.kill(process.pid, signal)
    return
  }
  if (hasLeftBehind && process.execve !== undefined && process.platform !== 'win32' && existsSync(SHELL)) {
    process.execve(SHELL, ['sh', '-c', `exit ${Number(process.exitCode ?? 0)}`], {})
  }
  process.exit()
}
