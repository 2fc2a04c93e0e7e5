import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A pipe as pipe(2) makes it, both ends open here. */
export interface RealPipe {
  readEnd: number
  writeEnd: number
}

/**
 * Makes `count` pipes. Node's own 'pipe' is a socket, which no program can open again as /dev/stdout or
 * /dev/stderr; a FIFO is a pipe with a name, and loses it as soon as both ends are open. None where no FIFO can
 * be made. `alongside` is a shell command to be run first: starting one process takes Node longer than the
 * process takes.
 */
export async function makeRealPipes(count: number, alongside?: string): Promise<RealPipe[]> {
  const names = Array.from({ length: count }, (_, index) => String(index))
  const make = count > 0 ? `mkfifo -m 600 ${names.join(' ')}` : undefined
  const script = [alongside, make].filter((command) => command !== undefined).join('; ')
  if (script === '') return []
  let folder: string | undefined
  try {
    folder = mkdtempSync(join(tmpdir(), 'sotto-'))
    await runShell(script, folder)
    return openAll(names.map((name) => join(folder as string, name)))
  } catch {
    return []
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
}

export function closePipe({ readEnd, writeEnd }: RealPipe): void {
  closeSync(readEnd)
  closeSync(writeEnd)
}

async function runShell(script: string, cwd: string): Promise<void> {
  await once(spawn('sh', ['-c', script], { cwd, stdio: 'ignore', env: { PATH: process.env.PATH } }), 'exit')
}

/** All of them or none. */
function openAll(paths: readonly string[]): RealPipe[] {
  const pipes: RealPipe[] = []
  try {
    for (const path of paths) pipes.push(openBothEnds(path))
    return pipes
  } catch (error) {
    pipes.forEach(closePipe)
    throw error
  }
}

/** The reading end comes first and does not wait, or each end would wait for the other. */
function openBothEnds(path: string): RealPipe {
  const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    return { readEnd, writeEnd: openSync(path, constants.O_WRONLY) }
  } catch (error) {
    closeSync(readEnd)
    throw error
  }
}
