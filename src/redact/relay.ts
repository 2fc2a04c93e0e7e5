import type { Readable, Writable } from 'node:stream'
import type { RedactingStream, Redactor } from './redactor.ts'

/**
 * How a relay ended: `drained` when all that came was written; `sink-closed` when the reader went away
 * first; `source-failed` when reading failed, all read before being written. A pseudo-terminal whose
 * target has ended fails that way.
 */
export type RelayEnd = 'drained' | 'sink-closed' | 'source-failed'

/** A relay under way. */
export interface Relay {
  /** Resolves when the last byte is written; never rejects. */
  ended: Promise<RelayEnd>
  /** For a source of which it is known that it has fallen silent: shows at once what a long silence would show. */
  showHeld(): void
}

/** Bytes that may wait in the sink before the source is paused. Pausing at every chunk costs a tenth. */
const HIGH_WATER = 1024 * 1024

/** A chunk from this size on has memory of its own and is worth being freed by hand. */
const LARGE = 32 * 1024

/**
 * Writes what `source` gives, redacted, as soon as it may be shown, to the sink that `openSink` opens for the first
 * byte. A slow sink pauses the source; a closed one destroys it, so that the target gets SIGPIPE at its next write.
 * The sink is not ended. The source's chunks are the relay's alone: their memory is gone when they are written.
 */
export function relay(source: Readable, openSink: () => Writable, redactor: Redactor): Relay {
  const { promise: ended, resolve } = Promise.withResolvers<RelayEnd>()
  const stream = redactor.open()
  let sink: Writable | undefined
  const open = () => {
    const opened = openSink()
    // Stays for good: a write that was under way reports its failure only after we have settled.
    return opened.on('error', onSinkClosed).on('close', onSinkClosed).on('drain', onDrain)
  }
  const write = (pieces: readonly Uint8Array[], onWritten = ignore) => {
    if (pieces.length === 0) return
    sink ??= open()
    writeAll(sink, pieces, onWritten)
    if (sink.writableLength > HIGH_WATER && !source.isPaused()) source.pause()
  }
  const idle = new IdleTimer(stream, write)
  const settle = (end: RelayEnd) => {
    idle.stop()
    source.off('data', onData).off('end', onEnd).off('error', onSourceError).off('close', onSourceError)
    sink?.off('drain', onDrain).off('close', onSinkClosed)
    resolve(end)
  }
  const flush = (end: RelayEnd) => {
    write(stream.end())
    if (sink === undefined) settle(end)
    else sink.write('', () => settle(sink?.destroyed ? 'sink-closed' : end))
  }
  const onData = (chunk: Uint8Array) => {
    write(stream.push(chunk), () => giveBack(chunk))
    idle.restart()
  }
  const onEnd = () => {
    source.off('error', onSourceError).off('close', onSourceError).on('error', ignore)
    flush('drained')
  }
  const onSourceError = () => {
    source.off('end', onEnd).off('error', onSourceError).off('close', onSourceError).on('error', ignore)
    flush('source-failed')
  }
  const onDrain = () => source.resume()
  const onSinkClosed = () => {
    settle('sink-closed')
    source.on('error', ignore).destroy()
  }
  source.on('end', onEnd).on('error', onSourceError).on('close', onSourceError).on('data', onData)
  return { ended, showHeld: () => idle.now() }
}

/** Several pieces leave in one system call, and uncopied, where the sink can do that. */
function writeAll(sink: Writable, pieces: readonly Uint8Array[], onWritten: () => void): void {
  sink.cork()
  for (const piece of pieces) sink.write(piece, piece === pieces.at(-1) ? onWritten : ignore)
  sink.uncork()
}

/**
 * Frees the memory of a large chunk at once, for the next one to be read into. The garbage collector would come
 * for it only after some hundred chunks, and look at everything else too.
 */
function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (byteLength >= LARGE && byteLength === buffer.byteLength && buffer instanceof ArrayBuffer)
    buffer.transfer(0)
}

function ignore(): void {}

/** Calls `idle` when the source has been silent long enough. A timer under way is moved on, not replaced. */
class IdleTimer {
  readonly #stream: RedactingStream
  readonly #show: (pieces: readonly Uint8Array[]) => void
  #timer: NodeJS.Timeout | undefined
  /** What the timer waits for, in milliseconds since the last byte. */
  #due = 0

  constructor(stream: RedactingStream, show: (pieces: readonly Uint8Array[]) => void) {
    this.#stream = stream
    this.#show = show
  }

  restart(): void {
    const due = this.#stream.idleAfter
    // With nothing held, a timer under way finds nothing to show: cheaper than to stop and start it.
    if (due === undefined) return
    if (due === this.#due) {
      this.#timer?.refresh()
      return
    }
    this.stop()
    this.#wait(due, due)
  }

  now(): void {
    this.#show(this.#stream.idle(Number.POSITIVE_INFINITY))
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #wait(due: number, delay: number): void {
    this.#due = due
    this.#timer = setTimeout(() => {
      this.#due = 0
      this.#show(this.#stream.idle(due))
      const next = this.#stream.idleAfter
      if (next !== undefined) this.#wait(next, next - due)
    }, delay)
  }
}
