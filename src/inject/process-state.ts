import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What job control needs to know of a process. */
export interface ProcessState {
  /** Whether a signal has stopped it. */
  stopped: boolean
  /**
   * Whether it may read keys and change a terminal's settings: its group has its terminal, or it has none that could
   * stop it for that.
   */
  foreground: boolean
}

/** `undefined` when the process is gone. */
export function processState(pid: number): ProcessState | undefined {
  try {
    const [state, group, foregroundGroup] = process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
    return {
      stopped: state?.startsWith('T') ?? false,
      foreground: group === foregroundGroup || Number(foregroundGroup) <= 0,
    }
  } catch {
    return undefined
  }
}

/** proc_pid_stat(5): state, ppid, pgrp, session, tty_nr, tpgid after the name, which may itself hold brackets. */
function fromProc(pid: number): (string | undefined)[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return [fields[0], fields[2], fields[5]]
}

function fromPs(pid: number): (string | undefined)[] {
  const line = execFileSync('ps', ['-o', 'stat=,pgid=,tpgid=', '-p', String(pid)], { encoding: 'latin1' })
  return line.trim().split(/\s+/)
}
