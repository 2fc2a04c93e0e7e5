import { spawnSync } from 'node:child_process'
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
  readonly #keys = new ReadStream(0)
  #waiting: NodeJS.Timeout | undefined

  /** `typed` gets what is typed and says whether more may come now; see {@link OuterTerminal.more}. */
  constructor(typed: (keys: Buffer) => boolean) {
    this.#keys.pause()
    this.#keys.on('data', (keys: Buffer) => {
      if (!typed(keys)) this.#keys.pause()
    })
    // The terminal has been closed: SIGHUP says so too, and decides what happens.
    this.#keys.on('error', () => this.#keys.destroy())
  }

  get size(): WindowSize {
    return sizeOf(process.stdout)
  }

  onResize(resized: () => void): void {
    process.stdout.on('resize', resized)
  }

  /** Gives the terminal's settings, such as its erase key, to the terminal that is open as `descriptor`. */
  copySettingsTo(descriptor: number): void {
    stty(['-c', 'stty "$(stty -g)" <&3'], descriptor)
  }

  /** Takes the keys, as soon as we are in the foreground: before that, touching the terminal would stop us. */
  take(): void {
    clearTimeout(this.#waiting)
    if (!processState(process.pid)?.foreground) {
      this.#waiting = setTimeout(() => this.take(), FOREGROUND_CHECK_MS)
      return
    }
    this.#keys.setRawMode(true)
    // Node leaves output processing on, which would turn each line feed into a new line a second time.
    stty(['-c', 'stty -opost'])
    this.#keys.resume()
  }

  more(): void {
    if (this.#waiting === undefined) this.#keys.resume()
  }

  /** Puts the settings back that were found. */
  release(): void {
    clearTimeout(this.#waiting)
    this.#keys.pause()
    this.#keys.setRawMode(false)
  }

  close(): void {
    this.release()
    this.#keys.destroy()
  }
}

function stty(script: readonly string[], descriptor?: number): void {
  spawnSync('sh', script, {
    stdio: [0, 'ignore', 'ignore', ...(descriptor === undefined ? [] : [descriptor])],
  })
}
