import { readFileSync } from 'node:fs'
import { findProgram } from './find-program.ts'
import { isLoadable } from './replaceable.ts'
import type { Target } from './target.ts'

/** What every system takes together, environment and arguments: the POSIX minimum for Linux's own, 128 KiB. */
const CERTAIN_BYTES = 131_072
const NON_BLOCKING = 0o4000

/** The file to replace us with; `undefined` where it is not certain that it will work. Linux only. */
export function replacementFor(target: Target, descriptors: readonly number[]): string | undefined {
  if (process.platform !== 'linux' || typeof process.execve !== 'function' || descriptors.length > 0)
    return undefined
  try {
    const found = findProgram(target.command, target.environment.PATH, target.cwd)
    const certain =
      'file' in found &&
      target.cwd === process.cwd() &&
      bytesOf(target) < CERTAIN_BYTES &&
      [0, 1, 2].every(isBlocking) &&
      isLoadable(found.file, process.execPath)
    return certain ? found.file : undefined
  } catch {
    return undefined
  }
}

/** Turns this process into the target. Returns only where Node throws instead of aborting. */
export function replaceProcess(file: string, target: Target): void {
  // Node ignores these two from its start on, and what is ignored stays so in the new program.
  for (const signal of ['SIGPIPE', 'SIGXFSZ'] as const) {
    const listener = () => {}
    process.on(signal, listener).removeListener(signal, listener)
  }
  try {
    process.execve?.(file, [target.command, ...target.args], { ...target.environment })
  } catch {
    // Then it is started the usual way, which says what is wrong.
  }
}

function bytesOf({ command, args, environment }: Target): number {
  const texts = [command, ...args, ...Object.entries(environment).map((entry) => entry.join('='))]
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 9, 0)
}

/** A stream that Node has written to, or its caller, may have been left non-blocking, which few programs expect. */
function isBlocking(fd: number): boolean {
  const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1] ?? ''
  return (Number.parseInt(flags, 8) & NON_BLOCKING) === 0
}
