import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Tool } from './tool.ts'

/** How a process ended, as its parent sees it. */
export type End = { code: number } | { signal: NodeJS.Signals }

/** A process under observation, without a terminal. */
export interface Running {
  child: ChildProcess
  pid: number
  /** What it has printed so far, byte for byte. */
  stdout(): Buffer
  stderr(): string
  /** Resolves with the match as soon as stdout holds it; rejects when it ends without. */
  saw(pattern: RegExp): Promise<RegExpExecArray>
  /** Resolves when it has ended and its pipes are closed. */
  ended: Promise<End>
}

export interface StartOptions {
  flags?: readonly string[]
  stdio?: StdioOptions
  env?: Record<string, string>
  cwd?: string
  /** Fed to stdin, which is closed then; without it stdin stays open. */
  input?: Buffer | string
}

/** Starts `command` through `tool`, in a session of its own so that no terminal is in reach. */
export function start(tool: Tool, command: readonly string[], options: StartOptions = {}): Running {
  const [program, ...args] = tool.command(command, options.flags) as [string, ...string[]]
  return watch(
    spawn(program, args, {
      cwd: options.cwd ?? tool.cwd,
      env: { ...tool.env, ...options.env },
      stdio: options.stdio ?? 'pipe',
      detached: true,
    }),
    options.input,
  )
}

/** Runs `command` to its end. */
export async function finish(tool: Tool, command: readonly string[], options: StartOptions = {}) {
  const running = start(tool, command, { input: '', ...options })
  const end = await running.ended
  return { end, stdout: running.stdout(), stderr: running.stderr() }
}

/** The status that a shell would show: 128 + n for a death by signal n. */
export function statusOf(end: End, signals: Record<string, number>): number {
  return 'code' in end ? end.code : 128 + (signals[end.signal] ?? 0)
}

export function watch(child: ChildProcess, input?: Buffer | string): Running {
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (chunk) => out.push(chunk))
  child.stderr?.on('data', (chunk) => err.push(chunk))
  child.stdin?.on('error', () => {})
  if (input !== undefined) child.stdin?.end(input)
  const ended = once(child, 'close').then(
    ([code, signal]) => (signal === null ? { code } : { signal }) as End,
  )
  return {
    child,
    pid: child.pid ?? 0,
    stdout: () => Buffer.concat(out),
    stderr: () => Buffer.concat(err).toString(),
    ended,
    saw(pattern) {
      const match = () => pattern.exec(Buffer.concat(out).toString())
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = match()
          if (found) resolve(found)
        }
        child.stdout?.on('data', look)
        ended.then(() => {
          const found = match()
          if (found) resolve(found)
          else reject(new Error(`ended without ${pattern}: ${Buffer.concat([...out, ...err])}`))
        }, reject)
        look()
      })
    },
  }
}
