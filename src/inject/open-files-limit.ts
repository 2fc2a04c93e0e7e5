import { readFileSync } from 'node:fs'

/**
 * Node raises its limit of open files when it starts, and the target would inherit that. Our parent's limit is the
 * best evidence of what ours was: the shell command that puts it back for our process, `undefined` where there is
 * nothing to put back or no way to know. Linux only.
 */
export function restoreOpenFilesLimit(): string | undefined {
  const own = softLimit('self')
  const parents = softLimit(String(process.ppid))
  if (own === undefined || parents === undefined || parents >= own) return undefined
  return `prlimit --pid ${process.pid} --nofile=${parents}:`
}

function softLimit(pid: string): number | undefined {
  try {
    const limits = readFileSync(`/proc/${pid}/limits`, 'utf8')
    const soft = /^Max open files\s+(\d+)/m.exec(limits)?.[1]
    return soft === undefined ? undefined : Number(soft)
  } catch {
    return undefined
  }
}
