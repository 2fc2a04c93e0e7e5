import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** This repository. */
export const ROOT = join(import.meta.dirname, '../..')

/** The built CLI and the one that runs the sources. */
export const BIN = { built: join(ROOT, 'bin/run.js'), source: join(ROOT, 'bin/dev.js') } as const

export interface RunOptions {
  /** Home of the process; HOME and nothing else of the caller's environment but PATH is handed on. */
  home: string
  cwd?: string
  env?: Readonly<Record<string, string>>
  /** What stands on stdin; nothing by default. */
  input?: string | Buffer
  /** The program; the built CLI by default. */
  bin?: string
  /** Sends SIGINT when it has settled. */
  interruptAfter?: Promise<unknown>
  /** Options for Node itself. */
  nodeOptions?: readonly string[]
}

export interface Finished {
  status: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** Runs sotto with `args` to its end, in an environment of its own. */
export function runBin(args: readonly string[], options: RunOptions): Promise<Finished> {
  const { home, cwd = home, env = {}, input = '', bin = BIN.built, nodeOptions = [] } = options
  const child = spawn(process.execPath, [...nodeOptions, bin, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: home, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // In a session of its own there is no terminal to ask at, whoever runs the tests.
    detached: true,
  })
  const read = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (read.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (read.stderr += text))
  // A command that never reads its stdin closes it on us.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  void options.interruptAfter?.then(() => child.kill('SIGINT'))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) => resolve({ status, signal, ...read }))
  })
}
