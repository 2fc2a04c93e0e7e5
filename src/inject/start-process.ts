import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { startFailure } from './start-failure.ts'
import { argvOf, type Target, type TargetEnd } from './target.ts'
import { windowsCommand } from './windows-command.ts'

/** A target that has been started, or is about to fail. */
export interface Started {
  child: ChildProcess
  /** Rejects with AppError when it could not be started. */
  ended: Promise<TargetEnd>
}

/** One of the target's streams: a descriptor of ours, Node's own kind of pipe, or nothing. */
export type Stdio = number | 'pipe' | 'ignore'

/** What the target gets under each number; what is not named stays closed. */
export type StdioByNumber = ReadonlyMap<number, Stdio>

/** Starts `target` in our session, with these streams and the descriptors from 3 up that our caller left it. */
export function startProcess(target: Target, stdio: StdioByNumber): Started {
  const options = { stdio: listed(stdio), env: target.environment }
  if (process.platform === 'win32') {
    const { command, args, verbatim } = windowsCommand(target)
    return spawnTarget(target, command, args, { ...options, windowsVerbatimArguments: verbatim })
  }
  const [program, ...args] = argvOf(target)
  return spawnTarget(target, program, args, options)
}

/** Each number up to the largest. */
export function listed(stdio: StdioByNumber): Stdio[] {
  return Array.from({ length: Math.max(...stdio.keys()) + 1 }, (_, fd) => stdio.get(fd) ?? 'ignore')
}

/** The caller's own descriptors stay what they were only if they are named. */
export function asTheyAre(descriptors: readonly number[]): StdioByNumber {
  return new Map(descriptors.map((fd) => [fd, fd]))
}

/** Starts `program`, which is the target or turns into it. */
export function spawnTarget(
  target: Target,
  program: string,
  args: readonly string[],
  options: SpawnOptions,
): Started {
  const child = start(target, program, args, options)
  const ended = new Promise<TargetEnd>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(startFailure(target, error.code)))
    child.once('exit', (code, signal) => resolve(signal === null ? { code: code ?? 1 } : { signal }))
  })
  return { child, ended }
}

/** Some failures are thrown, with the environment's text in the message: only their code is looked at. */
function start(
  target: Target,
  program: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  try {
    return spawn(program, args, { cwd: target.cwd, ...options })
  } catch (error) {
    throw startFailure(target, (error as NodeJS.ErrnoException).code)
  }
}
