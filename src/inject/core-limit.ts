import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Starting one more process holds us up for milliseconds that a short-lived target should not be charged. */
const SETTLED_MS = 100

/**
 * Keeps a crash of ours from leaving the values in a core file. To be called when the target runs, which has its own
 * limits by then; takes effect a moment later, out of reach of whatever stops our group meanwhile. Linux only; macOS writes no core files unless asked to.
 */
export function disableOwnCoreDumps(): void {
  if (process.platform === 'linux') setTimeout(limitOwnCores, SETTLED_MS).unref()
}

function limitOwnCores(): void {
  if (!wouldDumpCore()) return
  const options = { stdio: 'ignore', detached: true } as const
  const limiter = spawn('prlimit', ['--pid', String(process.pid), '--core=1:'], options)
  limiter.on('error', () => {})
  limiter.unref()
}

/** core(5): a limit of 0 stops files but no program that core_pattern names; 1 stops both. */
function wouldDumpCore(): boolean {
  try {
    const limit = /^Max core file size\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
    return limit !== '0' || readFileSync('/proc/sys/kernel/core_pattern', 'utf8').startsWith('|')
  } catch {
    return false
  }
}
