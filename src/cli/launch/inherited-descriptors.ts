import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** O_CLOEXEC as Linux writes it in fdinfo; Node opens all of its own with it. */
const CLOSE_ON_EXEC = 0o2000000

interface Descriptor {
  number: number
  /** What /proc says it is: a path, `pipe:[…]`, `anon_inode:[…]`. */
  target: string
  flags: number
}

/**
 * The descriptors above 2 that our parent gave us, ascending. Node's own stand among them: they begin with an
 * event queue, are anonymous inodes, /dev/null, or pipes of which we hold both ends. Empty where the platform
 * has no /proc.
 */
export function inheritedDescriptors(): number[] {
  const all = listDescriptors().filter(({ number }) => number > 2)
  const firstOwn = all.find(({ target }) => target === 'anon_inode:[eventpoll]')?.number ?? 3
  return all
    .filter(({ number, target, flags }) => {
      if (target.startsWith('anon_inode:')) return false
      if (number < firstOwn || (flags & CLOSE_ON_EXEC) === 0) return true
      const ends = all.filter((other) => other.target === target).length
      return target !== '/dev/null' && !(target.startsWith('pipe:') && ends === 2)
    })
    .map(({ number }) => number)
}

function listDescriptors(): Descriptor[] {
  let names: string[]
  try {
    names = readdirSync('/proc/self/fd')
  } catch {
    return []
  }
  return names
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap(describe)
}

/** Nothing for the descriptor that listed the folder: it is closed again. */
function describe(number: number): Descriptor[] {
  try {
    const target = readlinkSync(`/proc/self/fd/${number}`)
    const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${number}`, 'latin1'))
    return [{ number, target, flags: Number.parseInt(flags?.[1] ?? '0', 8) }]
  } catch {
    return []
  }
}
