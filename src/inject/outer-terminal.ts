import { constants, openSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import { processState } from './process-state.ts'
import { stty } from './stty.ts'
import { sizeOf, type WindowSize } from './window-size.ts'

/** How often a job in the background looks whether it has been brought forward: no signal tells. */
const FOREGROUND_CHECK_MS = 100

/**
 * The terminal in which we were started, while the target has one of its own: keys pass through it uninterpreted,
 * so that they mean what the target's terminal takes them for.
 */
export class OuterTerminal {
  readonly #typed: (keys: Buffer) => boolean
  #keys: ReadStream | undefined
  /** As the terminal was when we took it, in stty's own words. */
  #settings = ''
  #waiting: NodeJS.Timeout | undefined

  /** `typed` gets what is typed and says whether more may come now; see {@link OuterTerminal.more}. */
  constructor(typed: (keys: Buffer) => boolean) {
    this.#typed = typed
  }

  get size(): WindowSize {
    return sizeOf(process.stdout)
  }

  onResize(resized: () => void): void {
    process.stdout.on('resize', resized)
  }

  /** Gives the terminal's settings, such as its erase key, to the terminal that is open as `descriptor`. */
  copySettingsTo(descriptor: number): void {
    stty('stty "$(stty -g)" <&3', descriptor)
  }

  /** Takes the keys, as soon as we are in the foreground: before that, touching the terminal would stop us. */
  take(): void {
    this.release()
    if (!processState(process.pid)?.foreground) {
      this.#waiting = setTimeout(() => this.take(), FOREGROUND_CHECK_MS)
      return
    }
    // Not Node's own raw mode: that is taken back when the stream closes, which stops a job in the background.
    this.#settings = stty('stty -g && stty raw -echo -iexten')
    this.#keys = openKeys(this.#typed)
  }

  more(): void {
    this.#keys?.resume()
  }

  /** Reads no more, and puts the settings back that were found, unless it is another's turn to set them. */
  release(): void {
    clearTimeout(this.#waiting)
    if (this.#keys === undefined) return
    this.#keys.destroy()
    this.#keys = undefined
    if (processState(process.pid)?.foreground) stty(`stty ${this.#settings}`)
  }
}

/** Opened anew each time: a stream that is only paused still reads, which stops a job in the background. */
function openKeys(typed: (keys: Buffer) => boolean): ReadStream {
  const keys = new ReadStream(openSync('/dev/fd/0', constants.O_RDONLY | constants.O_NOCTTY))
  keys.on('data', (chunk: Buffer) => {
    if (!typed(chunk)) keys.pause()
  })
  // The terminal has been closed: SIGHUP says so too, and decides what happens.
  keys.on('error', () => keys.destroy())
  return keys
}
