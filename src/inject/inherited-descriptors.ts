import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** One open descriptor and what `/proc/self/fd` says it is: a path, `pipe:[inode]`, `anon_inode:[kind]`... */
export interface Descriptor {
  fd: number
  link: string
  /** Whether it can be written to. Asked only where it decides. */
  isWritable(): boolean
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
  const hasBothEnds = ({ fd, link, isWritable }: Descriptor) =>
    open.some((other) => other.link === link && other.fd !== fd && other.isWritable() !== isWritable())
  const isNodes = (descriptor: Descriptor) =>
    descriptor.link.startsWith('anon_inode:') ||
    descriptor.link === '/dev/null' ||
    (descriptor.link.startsWith('pipe:') && hasBothEnds(descriptor))
  return open
    .filter((descriptor) => descriptor.fd >= 3 && (descriptor.fd < firstOwn || !isNodes(descriptor)))
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
    let known: boolean | undefined
    const asked = () => {
      known ??= isWritable(fd)
      return known
    }
    return [{ fd, link: readlinkSync(`/proc/self/fd/${fd}`), isWritable: asked }]
  } catch {
    return []
  }
}

const WRITABLE = 0o3

function isWritable(fd: number): boolean {
  const [, flags = ''] = readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8').split('flags:')
  return (Number.parseInt(flags, 8) & WRITABLE) !== 0
}
