import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Writable } from 'node:stream'

/**
 * Our own stdout (1) or stderr (2) to write a target's output to. A pipe is opened anew where /proc allows: Node
 * makes the ones it writes to non-blocking, and the caller's other programs share ours.
 */
export function openSink(fd: 1 | 2): Writable {
  return reopenPipe(fd) ?? (fd === 1 ? process.stdout : process.stderr)
}

function reopenPipe(fd: number): Writable | undefined {
  let own: number | undefined
  try {
    if (!fstatSync(fd).isFIFO()) return undefined
    own = openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK)
    return new Socket({ fd: own, readable: false, writable: true })
  } catch {
    if (own !== undefined) closeSync(own)
    return undefined
  }
}
