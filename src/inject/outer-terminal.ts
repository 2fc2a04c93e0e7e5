import { spawnSync } from 'node:child_process'
import { constants, openSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import { processState } from './process-state.ts'
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
    this.#keys = openKeys(this.#typed)
    // Node leaves output processing on, which would turn each line feed into a new line a second time.
    stty('stty -opost')
  }

  more(): void {
    this.#keys?.resume()
  }

  /** Puts the settings back that were found, and reads no more. */
  release(): void {
    clearTimeout(this.#waiting)
    this.#keys?.setRawMode(false).destroy()
    this.#keys = undefined
  }
}

/** Opened anew each time: a stream that is only paused still reads, which stops a job in the background. */
function openKeys(typed: (keys: Buffer) => boolean): ReadStream {
  const keys = new ReadStream(openSync('/dev/fd/0', constants.O_RDONLY | constants.O_NOCTTY))
  keys.setRawMode(true)
  keys.on('data', (chunk: Buffer) => {
    if (!typed(chunk)) keys.pause()
  })
  // The terminal has been closed: SIGHUP says so too, and decides what happens.
  keys.on('error', () => keys.destroy())
  return keys
}

function stty(script: string, descriptor?: number): void {
  const more = descriptor === undefined ? [] : [descriptor]
  spawnSync('sh', ['-c', script], { stdio: [0, 'ignore', 'ignore', ...more] })
}
