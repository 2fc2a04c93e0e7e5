import type { Readable } from 'node:stream'

/** Most that a pipe can hold: /proc/sys/fs/pipe-max-size. */
const PIPE_BYTES = 1024 * 1024

/**
 * Resolves when everything that was in `source` at this moment has been read: at its end, or, while another
 * process keeps it open, once it is found empty or has given more than it could have held.
 */
export async function drained(source: Readable): Promise<void> {
  let read = 0
  source.on('data', (chunk: Buffer) => {
    read += chunk.length
  })
  let before = -1
  while (!source.destroyed && !source.readableEnded && read <= PIPE_BYTES) {
    if (source.isPaused()) await resumed(source)
    // One whole turn of the event loop without data proves a pipe empty: every turn asks the system.
    if (before === read && source.readableLength === 0) return
    before = read
    await new Promise(setImmediate)
  }
}

/** A source whose reader is gone is destroyed while it is paused. */
function resumed(source: Readable): Promise<void> {
  return new Promise((resolve) => {
    source.once('resume', resolve).once('close', resolve)
  })
}
