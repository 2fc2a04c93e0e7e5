import { readFileSync } from 'node:fs'
import { certainProgram } from './loadable.ts'
import { argvOf, type Target } from './target.ts'

const NON_BLOCKING = 0o4000

/** The file to replace us with; `undefined` where it is not certain that it will work. Linux only. */
export function replacementFor(target: Target, descriptors: readonly number[]): string | undefined {
  if (process.platform !== 'linux' || typeof process.execve !== 'function' || descriptors.length > 0)
    return undefined
  try {
    if (target.cwd !== process.cwd() || ![0, 1, 2].every(isBlocking)) return undefined
    const program = certainProgram(target.command, target)
    const [first] = argvOf(target)
    return program === undefined || first === target.command ? program : certainProgram(first, target)
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
    process.execve?.(file, argvOf(target), { ...target.environment })
  } catch {
    // Then it is started the usual way, which says what is wrong.
  }
}

/** A stream that Node has written to, or its caller, may have been left non-blocking, which few programs expect. */
function isBlocking(fd: number): boolean {
  const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1] ?? ''
  return (Number.parseInt(flags, 8) & NON_BLOCKING) === 0
}
