import { spawn } from '@lydell/node-pty'
import { BIN } from './run-bin.ts'

export interface TerminalOptions {
  home: string
  cwd: string
  env?: Readonly<Record<string, string>>
  /** What the person does: called with everything on the screen so far each time that something appears. */
  person(screen: string, type: (keys: string) => void): void
}

/** Runs the built CLI in a terminal of its own, with somebody before it. Resolves with all that was shown. */
export function runInTerminal(
  args: readonly string[],
  { home, cwd, env = {}, person }: TerminalOptions,
): Promise<{ status: number; signal: number; screen: string }> {
  const terminal = spawn(process.execPath, [BIN.built, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: home, TERM: 'xterm', ...env },
    cols: 200,
    rows: 50,
  })
  let screen = ''
  terminal.onData((text) => {
    screen += text
    person(screen, (keys) => terminal.write(keys))
  })
  return new Promise((resolve) =>
    terminal.onExit(({ exitCode, signal = 0 }) => resolve({ status: exitCode, signal, screen })),
  )
}
