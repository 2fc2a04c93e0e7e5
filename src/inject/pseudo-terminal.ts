import { closeSync, constants, openSync } from 'node:fs'
import type { ReadStream } from 'node:tty'
import type { WindowSize } from './window-size.ts'

/** A pseudo-terminal, both ends open here. */
export interface PseudoTerminal {
  /** The target's end: a terminal to whoever has it. */
  terminal: number
  /** Its path. */
  path: string
  /** Our end: what the target prints is read from it, what is typed is written to it. */
  master: ReadStream
  /** Its number. It is not close-on-exec, and a target that held it would never see its terminal close. */
  masterFd: number
  resize(size: WindowSize): void
  /** Closes our copy of the target's end, so that the master sees the end of output. */
  closeTerminal(): void
}

export type OpenPseudoTerminal = (size: WindowSize) => PseudoTerminal

/** What node-pty's `open` returns; its own types leave it out. */
interface OpenedPty {
  master: ReadStream
  slave: ReadStream
  ptsName: string
  fd: number
  resize(columns: number, rows: number): void
}

/** `undefined` where node-pty is not installed (it is optional), has no binary for this machine, or on Windows. */
export async function loadPseudoTerminal(): Promise<OpenPseudoTerminal | undefined> {
  if (process.platform === 'win32') return undefined
  try {
    const loaded = await import('@lydell/node-pty')
    const { open } = ('default' in loaded ? loaded.default : loaded) as unknown as {
      open(size: { cols: number; rows: number; encoding: null }): OpenedPty
    }
    return (size) => adopt(open({ cols: size.columns, rows: size.rows, encoding: null }))
  } catch {
    return undefined
  }
}

/**
 * node-pty reads from both ends at once, and its listeners throw when the target's end closes. So the master is
 * taken over bare, and the target's end opened anew: not to read from, and not as a controlling terminal.
 */
function adopt(pty: OpenedPty): PseudoTerminal {
  const { master, slave, ptsName } = pty
  master.removeAllListeners().pause()
  const terminal = openSync(ptsName, constants.O_RDWR | constants.O_NOCTTY)
  slave.removeAllListeners().on('error', () => {})
  slave.destroy()
  return {
    terminal,
    path: ptsName,
    master,
    masterFd: pty.fd,
    resize: ({ columns, rows }) => pty.resize(columns, rows),
    closeTerminal: () => closeSync(terminal),
  }
}
