import { openSync } from 'node:fs'
import { ReadStream, WriteStream } from 'node:tty'
import { AppError } from '../errors/app-error.ts'

const ENTER = new Set([0x0a, 0x0d])
const BACKSPACE = new Set([0x08, 0x7f])
const INTERRUPT = 0x03
const TAB = 0x09
const END_OF_INPUT = 0x04
const ERASE_LINE = 0x15

/**
 * Shows `question` on the terminal and reads one line of bytes, without its end. In raw mode either way, so that
 * echo is never on while a secret is typed, and the terminal is put back on every way out: an answer, the end of
 * input, a terminal that goes away, or `signal`, with whose reason it rejects. ^C interrupts us as it would have done:
 * it comes back as `signal`, so that whoever waits finds us interrupted and not refused.
 */
export function readLine(
  platform: NodeJS.Platform,
  question: string,
  { echo, signal }: { echo: boolean; signal: AbortSignal },
): Promise<Buffer> {
  signal.throwIfAborted()
  const { input, output } = openStreams(platform)
  // Before the question: whoever answers at once must not find echo still on.
  input.setRawMode(true)
  output.write(question)

  return new Promise((resolve, reject) => {
    const typed: number[] = []

    const finish = (settle: () => void) => {
      signal.removeEventListener('abort', stop)
      input.setRawMode(false)
      output.write('\n')
      input.destroy()
      output.destroy()
      settle()
    }
    const interrupt = () => {
      // What is typed after it answers nothing.
      input.pause()
      process.kill(process.pid, 'SIGINT')
    }
    const stop = () => finish(() => reject(signal.reason))
    const abandon = (how: string) =>
      finish(() => reject(new AppError('USAGE', `Nothing was entered: ${how}.`)))

    input.on('data', (chunk: Buffer) => {
      for (const byte of chunk) {
        if (ENTER.has(byte)) return finish(() => resolve(takeBytes(typed)))
        if (byte === INTERRUPT) return interrupt()
        if (byte === END_OF_INPUT && typed.length === 0) return abandon('the input ended')
        edit(typed, byte)
        if (echo) output.write(`\r\x1b[K${question}${Buffer.from(typed).toString('utf8')}`)
      }
    })
    signal.addEventListener('abort', stop, { once: true })
    input.once('error', () => abandon('the terminal went away'))
    input.once('end', () => abandon('the terminal went away'))
  })
}

function openStreams(platform: NodeJS.Platform): { input: ReadStream; output: WriteStream } {
  const windows = platform === 'win32'
  return {
    input: new ReadStream(openSync(windows ? '\\\\.\\CONIN$' : '/dev/tty', 'r+')),
    output: new WriteStream(openSync(windows ? '\\\\.\\CONOUT$' : '/dev/tty', 'w')),
  }
}

/** Applies one key. Control characters are dropped; erasing takes a whole UTF-8 character. */
function edit(typed: number[], byte: number): void {
  if (byte === ERASE_LINE) typed.length = 0
  else if (BACKSPACE.has(byte)) typed.length = lastCharacter(typed)
  else if (byte >= 0x20 || byte === TAB) typed.push(byte)
}

function lastCharacter(typed: readonly number[]): number {
  let start = typed.length - 1
  while (start > 0 && (typed[start]! & 0xc0) === 0x80) start -= 1
  return Math.max(start, 0)
}

function takeBytes(typed: number[]): Buffer {
  const bytes = Buffer.from(typed)
  typed.fill(0)
  return bytes
}
