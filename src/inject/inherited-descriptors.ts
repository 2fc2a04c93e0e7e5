import { readdirSync, readlinkSync } from 'node:fs'

/** One open descriptor and what `/proc/self/fd` says it is: a path, `pipe:[inode]`, `anon_inode:[kind]`... */
export interface Descriptor {
  fd: number
  link: string
}

/**
 * The descriptors from 3 up that our caller opened for the target, such as make's job server, a service
 * manager's sockets or a shell's `<(...)`. Ask before anything else is opened. Empty where there is no /proc.
 */
export function inheritedDescriptors(): readonly number[] {
  return inheritedAmong(openDescriptors())
}

/**
 * Which of `open` were there before Node started. It marks all of them close-on-exec, so they are told apart
 * otherwise: what lies below its first event poll was taken already; above that, Node's own are anonymous
 * inodes, pipes that have both ends here, and /dev/null.
 */
export function inheritedAmong(open: readonly Descriptor[]): readonly number[] {
  const firstOwn = Math.min(
    ...open.filter(({ link }) => link === 'anon_inode:[eventpoll]').map(({ fd }) => fd),
  )
  const links = open.map(({ link }) => link)
  const isNodes = (link: string) =>
    link.startsWith('anon_inode:') ||
    link === '/dev/null' ||
    (link.startsWith('pipe:') && links.indexOf(link) !== links.lastIndexOf(link))
  return open
    .filter(({ fd, link }) => fd >= 3 && (fd < firstOwn || !isNodes(link)))
    .map(({ fd }) => fd)
    .sort((a, b) => a - b)
}

function openDescriptors(): Descriptor[] {
  try {
    return readdirSync('/proc/self/fd').flatMap((entry) => describe(Number(entry)))
  } catch {
    return []
  }
}

/** Nothing for the descriptor that listed the folder: it is closed again. */
function describe(fd: number): Descriptor[] {
  try {
    return [{ fd, link: readlinkSync(`/proc/self/fd/${fd}`) }]
  } catch {
    return []
  }
}
