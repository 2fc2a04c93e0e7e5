import { randomBytes } from 'node:crypto'
import { readFile, readlink } from 'node:fs/promises'
import { hostname } from 'node:os'

/** Who holds a lock, as it stands in the lock's file. */
export interface LockHolder {
  /** Different for every attempt to take a lock. */
  ticket: string
  pid: number
  /** Where `pid` means something: a start of the machine and a namespace of processes. */
  realm: string
  /** When the process started, by the kernel's count: tells it from a later one with the same id. Linux only. */
  started?: string
}

/** Ourselves as the holder of a lock to be. */
export async function thisHolder(): Promise<LockHolder> {
  const started = await startOf(process.pid)
  return {
    ticket: randomBytes(12).toString('hex'),
    pid: process.pid,
    realm: await realm(),
    ...(started !== undefined && { started }),
  }
}

/** Whether the holder's process runs; `unknown` where it cannot be seen from here, as from another container. */
export async function stateOf(holder: LockHolder): Promise<'alive' | 'gone' | 'unknown'> {
  if (holder.realm !== (await realm())) return 'unknown'
  if (!exists(holder.pid)) return 'gone'
  if (holder.started === undefined) return 'unknown'
  return (await startOf(holder.pid)) === holder.started ? 'alive' : 'gone'
}

/** Reads what {@link thisHolder} was written as; `undefined` for anything else. */
export function parseHolder(text: string): LockHolder | undefined {
  try {
    const holder = JSON.parse(text) as LockHolder
    return /^[0-9a-f]{24}$/.test(holder.ticket) && Number.isSafeInteger(holder.pid) ? holder : undefined
  } catch {
    return undefined
  }
}

async function realm(): Promise<string> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

/** Field 22 of proc(5) `stat`; the second field, a name in brackets, may hold anything. A zombie no longer runs. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
