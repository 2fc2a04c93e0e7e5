import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillCommand, type RealPipe, takePipes } from './pipe-supply.ts'

/** What pipes are made with. */
export interface PipeMeans {
  /** Where FIFOs are kept for later runs, a folder that nobody else can write; `undefined`: nowhere. */
  supply: string | undefined
  /** A shell command to be run first, in the process that fills the supply. */
  alongside: string | undefined
}

/**
 * Makes `count` pipes. Node's own 'pipe' is a socket, which no program can open again as /dev/stdout or
 * /dev/stderr; a FIFO is a pipe with a name, and loses it as soon as both ends are open. Making one takes a process,
 * and starting that takes Node longer than anything else a run does: so many are made at once and kept for later
 * runs. Fewer, or none, where no FIFO can be made.
 */
export async function makeRealPipes(count: number, { supply, alongside }: PipeMeans): Promise<RealPipe[]> {
  const kept = supply === undefined || count === 0 ? [] : takePipes(supply, count)
  const missing = count - kept.length
  if (missing > 0) return [...kept, ...(await fillAndTake(missing, supply, alongside))]
  if (alongside !== undefined) await runShell(alongside, '/')
  return kept
}

async function fillAndTake(
  count: number,
  supply: string | undefined,
  alongside: string | undefined,
): Promise<RealPipe[]> {
  let folder = supply
  try {
    folder ??= mkdtempSync(join(tmpdir(), 'sotto-'))
    const fill = supply === undefined ? fillCommand(count) : fillCommand()
    await runShell(alongside === undefined ? fill : `${alongside}; ${fill}`, folder)
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
