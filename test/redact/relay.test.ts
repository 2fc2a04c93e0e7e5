import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { PassThrough, Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { compileRedactor } from '../../src/redact/redactor.ts'
import { relay } from '../../src/redact/relay.ts'
import { SecretValue } from '../../src/secret/secret-value.ts'

const CANARY = 'canary-0123456789-invented'
const redactor = compileRedactor([['TOKEN', SecretValue.seal(CANARY)]])

afterEach(() => {
  // In this order: the spy stands on the fake.
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('relay', () => {
  test('shows the mark 200 ms after the last byte, neither sooner nor later', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const source = new PassThrough()
    const sink = collector()
    relay(source, () => sink, redactor)
    source.emit('data', Buffer.from('canary-'))
    vi.advanceTimersByTime(199)
    expect(sink.text()).toBe('')
    source.emit('data', Buffer.from('01'))
    vi.advanceTimersByTime(199)
    expect(sink.text()).toBe('')
    vi.advanceTimersByTime(1)
    expect(sink.text()).toBe('[redacted]')
  })

  test('moves its timer on with each byte, and makes no other', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const made = vi.spyOn(globalThis, 'setTimeout')
    const source = new PassThrough()
    relay(source, () => collector(), redactor)
    for (const byte of CANARY.slice(0, 9)) source.emit('data', Buffer.from(byte))
    expect(made).toHaveBeenCalledTimes(1)
  })

  test('redacts a value cut between two writes', async () => {
    const source = new PassThrough()
    const sink = collector()
    const { ended } = relay(source, () => sink, redactor)
    source.write(`a ${CANARY.slice(0, 9)}`)
    await setImmediate()
    source.end(`${CANARY.slice(9)} b`)
    expect(await ended).toBe('drained')
    expect(sink.text()).toBe('a [redacted] b')
  })

  test('shows a prompt whose end begins like a value, and the mark for a longer beginning', async () => {
    const source = new PassThrough()
    const sink = collector()
    const { ended } = relay(source, () => sink, redactor)
    source.write('Name of the can')
    await sink.until((text) => text.endsWith('can'))
    source.write(' canary-01')
    await sink.until((text) => text.endsWith('[redacted]'))
    source.end()
    expect(await ended).toBe('drained')
  })

  test('told that nothing more comes for now, it shows at once what silence would show', async () => {
    const source = new PassThrough()
    const sink = collector()
    const { ended, showHeld } = relay(source, () => sink, redactor)
    source.write('Name of the can')
    await setImmediate()
    showHeld()
    expect(sink.text()).toBe('Name of the can')
    source.write('ary-0123')
    await setImmediate()
    showHeld()
    showHeld()
    source.end(CANARY.slice(11))
    expect(await ended).toBe('drained')
    expect(sink.text()).toBe('Name of the can[redacted]')
  })

  test('takes no harm from a source that fails twice, or after its end', async () => {
    for (const end of ['drained', 'source-failed', 'sink-closed']) {
      const source = new PassThrough({ emitClose: false })
      const sink = collector((done) => (end === 'sink-closed' ? sink.destroy() : done()))
      const { ended } = relay(source, () => sink, redactor)
      if (end !== 'source-failed') source.end('x')
      else {
        source.emit('error', new Error('once'))
        source.emit('error', new Error('twice'))
      }
      expect(await ended).toBe(end)
      expect(source.emit('error', new Error('late'))).toBe(true)
    }
  })

  test.each([
    ['drained', (source: PassThrough) => source.end('can')],
    ['source-failed', (source: PassThrough) => source.destroy()],
    ['source-failed', (source: PassThrough) => source.destroy(new Error('gone'))],
    ['sink-closed', (_source: PassThrough, sink: Writable) => sink.destroy()],
  ])('leaves nothing behind when it has ended: %s', async (end, act) => {
    const [source, sink] = [new PassThrough(), collector()]
    const before = listeners(source, sink)
    const timers = timerCount()
    const { ended } = relay(source, () => sink, redactor)
    source.write('Name of the can')
    await sink.until((text) => text === 'Name of the ')
    act(source, sink)
    expect(await ended).toBe(end)
    expect(timerCount()).toBe(timers)
    // Errors that come late are nobody's business, of the source and of a sink that is written to.
    expect(listeners(source, sink)).toEqual({ ...before, 'source error': 1, 'sink error': 1 })
  })

  test('waits for nothing once all is shown', async () => {
    const [source, sink] = [new PassThrough(), collector()]
    const timers = timerCount()
    const { ended } = relay(source, () => sink, redactor)
    source.write('Name of the can')
    await sink.until((text) => text.endsWith('can'))
    await setImmediate()
    expect(timerCount()).toBe(timers)
    source.end()
    await ended
  })

  test('opens no sink for a source that says nothing', async () => {
    const source = new PassThrough()
    const unneeded = () => {
      throw new Error('opened for nothing')
    }
    const { ended } = relay(source, unneeded, redactor)
    source.end()
    expect(await ended).toBe('drained')
  })

  test('writes what leaves at the same time at once', async () => {
    const source = new PassThrough()
    const writes: number[] = []
    const sink = new Writable({
      write(_chunk, _encoding, done) {
        writes.push(1)
        done()
      },
      writev(chunks, done) {
        writes.push(chunks.length)
        done()
      },
    })
    const { ended } = relay(source, () => sink, redactor)
    source.write(`a ${CANARY} b`)
    await setImmediate()
    expect(writes).toEqual([3])
    source.end()
    await ended
  })

  test('ends when the last byte is written, and leaves no listener but the one for errors', async () => {
    const source = new PassThrough()
    const release: (() => void)[] = []
    const sink = new Writable({ write: (_chunk, _encoding, done) => void release.push(done) })
    const own = sink.listenerCount('close')
    const { ended } = relay(source, () => sink, redactor)
    let hasEnded = false
    void ended.then(() => {
      hasEnded = true
    })
    source.end('the last')
    while (release.length === 0) await setImmediate()
    await setImmediate()
    expect(hasEnded).toBe(false)
    const pump = setInterval(() => release.splice(0).forEach((done) => void done()), 0)
    expect(await ended).toBe('drained')
    clearInterval(pump)
    expect([sink.listenerCount('close'), sink.listenerCount('drain')]).toEqual([own, 0])
  })

  test('frees the memory of a large chunk when it is written, and keeps what it holds back', async () => {
    const source = new PassThrough()
    let finish: (() => void) | undefined
    const sink = collector((done) => {
      if (finish === undefined) finish = done
      else done()
    })
    const { ended } = relay(source, () => sink, redactor)
    const chunk = new Uint8Array(64 * 1024).fill(0x2e)
    chunk.set(Buffer.from(CANARY.slice(0, 9)), chunk.length - 9)
    source.write(chunk)
    while (finish === undefined) await setImmediate()
    expect(chunk).toHaveLength(64 * 1024)
    finish()
    while (chunk.length > 0) await setImmediate()
    source.end(CANARY.slice(9))
    await ended
    expect(sink.text()).toBe(`${'.'.repeat(64 * 1024 - 9)}[redacted]`)
  })

  test('leaves alone the memory of a chunk that is part of something larger, or small', async () => {
    const source = new PassThrough()
    const sink = collector()
    const { ended } = relay(source, () => sink, redactor)
    const shared = new Uint8Array(128 * 1024)
    const small = new Uint8Array(1024)
    source.write(shared.subarray(0, 64 * 1024))
    source.end(small)
    await ended
    expect([shared.length, small.length]).toEqual([128 * 1024, 1024])
  })

  test('pauses the source while the sink takes nothing', async () => {
    const source = new PassThrough()
    const release: (() => void)[] = []
    const sink = new Writable({ write: (_chunk, _encoding, done) => void release.push(done) })
    const { ended } = relay(source, () => sink, redactor)
    for (let written = 0; written < 64; written++) source.write(Buffer.alloc(64 * 1024))
    while (!source.isPaused()) await setImmediate()
    expect(sink.writableLength).toBeLessThan(1.25 * 1024 * 1024)
    source.end()
    const pump = setInterval(() => release.splice(0).forEach((done) => void done()), 0)
    expect(await ended).toBe('drained')
    clearInterval(pump)
  })

  test('pauses the source beyond a mebibyte that waits in the sink, and no sooner', () => {
    const source = new PassThrough()
    const sink = new Writable({ write: () => {} })
    relay(source, () => sink, redactor)
    source.emit('data', Buffer.alloc(1024 * 1024))
    expect([sink.writableLength, source.isPaused()]).toEqual([1024 * 1024, false])
    source.emit('data', Buffer.alloc(1))
    expect(source.isPaused()).toBe(true)
  })

  test('destroys the source when the reader goes away, so that the writer cannot go on', async () => {
    const target = spawn('yes', { stdio: ['ignore', 'pipe', 'inherit'] })
    const reader = spawn('head', ['-n', '1'], { stdio: ['pipe', 'ignore', 'inherit'] })
    const exited = once(target, 'exit')
    expect(await relay(target.stdout, () => reader.stdin, redactor).ended).toBe('sink-closed')
    expect((await exited)[0]).not.toBe(0)
  })

  test('writes what was held when the source fails', async () => {
    const source = new PassThrough()
    const sink = collector()
    const { ended } = relay(source, () => sink, redactor)
    source.write('can')
    await setImmediate()
    source.destroy(new Error('gone'))
    expect(await ended).toBe('source-failed')
    expect(sink.text()).toBe('can')
  })
})

/** A sink that keeps what it is given. `until` resolves at the first write that makes `holds` true. */
const timerCount = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length

/** How many listeners there are that a relay could have left, by stream and event. */
const listeners = (source: PassThrough, sink: Writable) =>
  Object.fromEntries([
    ...['data', 'end', 'error', 'close'].map((event) => [`source ${event}`, source.listenerCount(event)]),
    ...['error', 'close', 'drain'].map((event) => [`sink ${event}`, sink.listenerCount(event)]),
  ])

function collector(onWrite: (done: () => void) => void = (done) => done()) {
  let text = ''
  let check = () => {}
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString('latin1')
      check()
      onWrite(done)
    },
  })
  return Object.assign(sink, {
    text: () => text,
    until: (holds: (text: string) => boolean) =>
      new Promise<void>((resolve) => {
        check = () => holds(text) && resolve()
        check()
      }),
  })
}
