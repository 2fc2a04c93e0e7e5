import { readSync } from 'node:fs'
import type { Readable } from 'node:stream'

/** Most that a pipe can hold: /proc/sys/fs/pipe-max-size. */
const PIPE_BYTES = 1024 * 1024
const CHUNK_BYTES = 65_536

/**
 * Resolves when everything that is in `source` at this moment has been read: at its end, or, while another process
 * keeps it open, once it is found empty or has given more than it could have held. `fd` is what it reads from: asking
 * it proves more than silence does, because what is written to a terminal takes its time to the other end.
 */
export async function drained(source: Readable, fd: number): Promise<void> {
  let read = 0
  while (!source.destroyed && !source.readableEnded && read <= PIPE_BYTES) {
    if (source.isPaused()) {
      await resumed(source)
      continue
    }
    if (source.readableLength > 0) {
      await new Promise(setImmediate)
      continue
    }
    const rest = readRest(fd)
    if (rest.length === 0) return
    read += rest.length
    source.push(rest)
  }
}

/** What can be read without waiting. Nothing, too, at the end, which `source` notices by itself. */
function readRest(fd: number): Buffer {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
  try {
    return chunk.subarray(0, readSync(fd, chunk))
  } catch {
    return chunk.subarray(0, 0)
  }
}

/** A source whose reader is gone is destroyed while it is paused. */
function resumed(source: Readable): Promise<void> {
  return new Promise((resolve) => {
    source.once('resume', resolve).once('close', resolve)
  })
}
