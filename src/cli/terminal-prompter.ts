import { closeSync, openSync, writeSync } from 'node:fs'
import type { Prompter } from '../stores/store.ts'
import { lastNet } from './last-net.ts'

/**
 * A prompter on the controlling terminal, whatever stdin, stdout and stderr are. `undefined`: there is no
 * terminal, so nobody can be asked. Line editing is loaded with the first question. A question is given up when
 * `watchSignal` says that we are to stop; it is called with the question, since it watches from then on.
 */
export function openTerminal(
  platform: NodeJS.Platform,
  watchSignal: () => AbortSignal,
): Prompter | undefined {
  const path = platform === 'win32' ? '\\\\.\\CONOUT$' : '/dev/tty'
  if (!canOpen(path)) return undefined

  return {
    async ask(question) {
      const { readLine } = await import('./terminal-line.ts')
      const line = await readLine(platform, lastNet(question), { echo: true, signal: watchSignal() })
      return line.toString('utf8')
    },
    async askSecret(question) {
      const { readLine } = await import('./terminal-line.ts')
      const { SecretValue } = await import('../secret/secret-value.ts')
      const bytes = await readLine(platform, lastNet(question), { echo: false, signal: watchSignal() })
      const value = SecretValue.seal(bytes)
      bytes.fill(0)
      return value
    },
    show(text) {
      const fd = openSync(path, 'w')
      writeSync(fd, lastNet(text))
      closeSync(fd)
    },
    async openBrowser(url) {
      const { openBrowser } = await import('./open-browser.ts')
      return openBrowser(platform, url)
    },
  }
}

function canOpen(path: string): boolean {
  try {
    closeSync(openSync(path, 'r+'))
    return true
  } catch {
    return false
  }
}
