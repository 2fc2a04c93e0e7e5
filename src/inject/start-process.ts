import { type ChildProcess, spawn } from 'node:child_process'
import { startFailure } from './start-failure.ts'
import type { Target, TargetEnd } from './target.ts'

/** A target that has been started, or is about to fail. */
export interface Started {
  child: ChildProcess
  /** Rejects with AppError when it could not be started. */
  ended: Promise<TargetEnd>
}

/** For the target's stdin, stdout and stderr: a descriptor of ours, or Node's own kind of pipe. */
export type Stdio = number | 'pipe'

/** Starts `target` with these streams and, from 3 up, with the descriptors that our caller left it. */
export function startProcess(
  target: Target,
  stdio: readonly [Stdio, Stdio, Stdio],
  descriptors: readonly number[],
): Started {
  const all: (Stdio | 'ignore')[] = [...stdio]
  for (const fd of descriptors) {
    while (all.length < fd) all.push('ignore')
    all[fd] = fd
  }
  const child = start(target, all)
  const ended = new Promise<TargetEnd>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(startFailure(target, error.code)))
    child.once('exit', (code, signal) => resolve(signal === null ? { code: code ?? 1 } : { signal }))
  })
  return { child, ended }
}

/** Some failures are thrown, with the environment's text in the message: only their code is looked at. */
function start(target: Target, stdio: (Stdio | 'ignore')[]): ChildProcess {
  try {
    return spawn(target.command, target.args, { cwd: target.cwd, env: target.environment, stdio })
  } catch (error) {
    throw startFailure(target, (error as NodeJS.ErrnoException).code)
  }
}
