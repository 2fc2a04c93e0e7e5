import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { startFailure } from './start-failure.ts'
import type { Target, TargetEnd } from './target.ts'
import { windowsCommand } from './windows-command.ts'

/** A target that has been started, or is about to fail. */
export interface Started {
  child: ChildProcess
  /** Rejects with AppError when it could not be started. */
  ended: Promise<TargetEnd>
}

/** One of the target's streams: a descriptor of ours, Node's own kind of pipe, or nothing. */
export type Stdio = number | 'pipe' | 'ignore'

/** Starts `target` in our session, with these streams and the descriptors from 3 up that our caller left it. */
export function startProcess(
  target: Target,
  streams: readonly [Stdio, Stdio, Stdio],
  descriptors: readonly number[],
): Started {
  const stdio = stdioWith(streams, descriptors)
  const { command, args, verbatim } =
    process.platform === 'win32' ? windowsCommand(target) : { ...target, verbatim: false }
  const options = { stdio, env: target.environment, windowsVerbatimArguments: verbatim }
  return spawnTarget(target, command, args, options)
}

/** A descriptor stays what it was under the same number only if it is listed. */
export function stdioWith(streams: readonly [Stdio, Stdio, Stdio], descriptors: readonly number[]): Stdio[] {
  const stdio: Stdio[] = [...streams]
  for (const fd of descriptors) {
    while (stdio.length < fd) stdio.push('ignore')
    stdio[fd] = fd
  }
  return stdio
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
