import { type IPty, spawn } from '@lydell/node-pty'
import type { Tool } from './tool.ts'

const PATIENCE_MS = 60_000

/** A terminal, with a program in it. */
export interface Terminal {
  pty: IPty
  /** Everything that has appeared on it. */
  text(): string
  type(keys: string): void
  /** Resolves with the match as soon as the text holds it; rejects when the program ends without, or never shows it. */
  saw(pattern: RegExp): Promise<RegExpExecArray>
  ended: Promise<{ code: number; signal: number }>
}

/** Starts a command line in a terminal of 30 lines of 100 characters. */
export function openTerminal(tool: Tool, line: readonly string[]): Terminal {
  const [program, ...args] = line as [string, ...string[]]
  const pty = spawn(program, args, { cols: 100, rows: 30, cwd: tool.cwd, env: { ...tool.env, PS1: 'P> ' } })
  let text = ''
  const lookers = new Set<() => void>()
  pty.onData((data) => {
    text += data
    for (const look of lookers) look()
  })
  const ended = new Promise<{ code: number; signal: number }>((resolve) => {
    pty.onExit(({ exitCode, signal }) => resolve({ code: exitCode, signal: signal ?? 0 }))
  })
  return {
    pty,
    text: () => text,
    type: (keys) => pty.write(keys),
    ended,
    saw(pattern) {
      return new Promise((resolve, reject) => {
        const failed = (how: string) => reject(new Error(`${how} ${pattern}: ${text}`))
        const patience = setTimeout(failed, PATIENCE_MS, 'never showed').unref()
        const look = () => {
          const found = pattern.exec(text)
          if (!found) return
          lookers.delete(look)
          clearTimeout(patience)
          resolve(found)
        }
        lookers.add(look)
        ended.then(() => {
          look()
          failed('ended without')
        })
        look()
      })
    },
  }
}

/** A word that a POSIX shell reads as `text`. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

export function shellLine(words: readonly string[]): string {
  return words.map(quote).join(' ')
}
