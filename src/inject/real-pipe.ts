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
 * /dev/stderr; a FIFO is a pipe with a name, and loses it as soon as both ends are open. Fewer than asked
 * (none) where no FIFO can be made.
 */
export async function makeRealPipes(count: number): Promise<RealPipe[]> {
  if (count === 0) return []
  let folder: string | undefined
  try {
    folder = mkdtempSync(join(tmpdir(), 'sotto-'))
    const paths = Array.from({ length: count }, (_, index) => join(folder as string, String(index)))
    await makeFifos(paths)
    return paths.map(openBothEnds)
  } catch {
    return []
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
}

async function makeFifos(paths: readonly string[]): Promise<void> {
  const maker = spawn('mkfifo', ['-m', '600', ...paths], { stdio: 'ignore', env: { PATH: process.env.PATH } })
  await once(maker, 'exit')
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
