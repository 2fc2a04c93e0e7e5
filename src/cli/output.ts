import type { Output } from '../services/context.ts'
import { lastNet } from './last-net.ts'

/** An {@link Output} over one of the process's own streams. */
export interface StreamOutput extends Output {
  /** Settles when everything written has left the process, or can never leave it. */
  flush(): Promise<void>
}

/**
 * Wraps a stream that is asked for at the first write only: loading it costs a few milliseconds that
 * a run with nothing to say does not pay. A reader that has gone away is no error; any other failure to
 * write goes to `onFailure`.
 */
export function streamOutput(
  open: () => NodeJS.WriteStream,
  env: Readonly<Record<string, string | undefined>>,
  onFailure: () => void,
): StreamOutput {
  let opened: NodeJS.WriteStream | undefined

  const stream = () => {
    if (opened === undefined) {
      opened = open()
      opened.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') onFailure()
      })
    }
    return opened
  }

  return {
    write(text) {
      if (text !== '') stream().write(lastNet(text))
    },
    get isTerminal() {
      return open().isTTY === true
    },
    get columns() {
      return open().columns ?? 80
    },
    get colour() {
      return this.isTerminal && !env.NO_COLOR && env.TERM !== 'dumb'
    },
    flush() {
      const written = opened
      if (written === undefined) return Promise.resolve()
      return new Promise((resolve) => written.write('', () => resolve()))
    },
  }
}
