import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillCommand, type RealPipe, takePipes } from './pipe-supply.ts'

/**
 * Makes `count` pipes. Node's own 'pipe' is a socket, which no program can open again as /dev/stdout or
 * /dev/stderr; a FIFO is a pipe with a name, and loses it as soon as both ends are open. Making one takes a process,
 * and starting that takes Node longer than anything else a run does: so many are made at once and kept for later
 * runs, in `supply`, a folder that nobody else can write; `undefined` keeps none. Fewer, or none, where no FIFO can be
 * made.
 */
export async function makeRealPipes(count: number, supply: string | undefined): Promise<RealPipe[]> {
  const kept = supply === undefined || count === 0 ? [] : takePipes(supply, count)
  const missing = count - kept.length
  return missing === 0 ? kept : [...kept, ...(await fillAndTake(missing, supply))]
}

async function fillAndTake(count: number, supply: string | undefined): Promise<RealPipe[]> {
  let folder = supply
  try {
    folder ??= mkdtempSync(join(tmpdir(), 'sotto-'))
    await runShell(supply === undefined ? fillCommand(count) : fillCommand(), folder)
    return takePipes(folder, count)
  } catch {
    return []
  } finally {
    if (folder !== undefined && folder !== supply) rmSync(folder, { recursive: true, force: true })
  }
}

async function runShell(script: string, cwd: string): Promise<void> {
  await once(spawn('sh', ['-c', script], { cwd, stdio: 'ignore', env: { PATH: process.env.PATH } }), 'exit')
}
