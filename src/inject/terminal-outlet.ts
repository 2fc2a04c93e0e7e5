import { type ChildProcess, spawnSync } from 'node:child_process'
import { openSync } from 'node:fs'
import type { Readable } from 'node:stream'
import type { OpenPseudoTerminal } from './pseudo-terminal.ts'
import { signalTarget } from './signal-target.ts'
import type { StdioByNumber } from './start-process.ts'
import { sizeOf } from './window-size.ts'

/** A pseudo-terminal for one output, while the target stays in our terminal and session. */
export interface TerminalOutlet {
  targetEnd: number
  covered: StdioByNumber
  /** What the target prints; from now on it is told when our terminal's size changes. */
  source(child: ChildProcess): { stream: Readable; fd: number }
}

/** Opens it as large as the terminal that our `fd` is. */
export function openTerminalOutlet(fd: 1 | 2, open: OpenPseudoTerminal): TerminalOutlet {
  const ours = fd === 1 ? process.stdout : process.stderr
  const pty = open(sizeOf(ours))
  // Our own terminal processes the output, and once is enough.
  spawnSync('stty', ['-opost'], { stdio: [pty.terminal, 'ignore', 'ignore'] })
  return {
    targetEnd: pty.terminal,
    covered: new Map([[pty.masterFd, openSync('/dev/null', 'r')]]),
    source(child) {
      pty.closeTerminal()
      ours.on('resize', () => {
        pty.resize(sizeOf(ours))
        // The kernel told it when our terminal changed, which was too early to see it here.
        signalTarget(child, 'SIGWINCH')
      })
      return { stream: pty.master, fd: pty.masterFd }
    },
  }
}
