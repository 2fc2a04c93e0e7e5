import { getEventListeners } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { within } from '../../src/waiting/within.ts'

const STOPPED = new Error('stopped')

test('work that ends in time is what comes of it, and nothing listens any more', async () => {
  const { signal } = new AbortController()
  await expect(within(signal, Promise.resolve(7))).resolves.toBe(7)
  await expect(within(signal, Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test.each([
  ['before', AbortSignal.abort(STOPPED)],
  ['while it goes on', AbortSignal.timeout(5)],
])('work that is given up %s fails later without anybody’s hearing of it', async (_, signal) => {
  const unheard: unknown[] = []
  const hear = (reason: unknown) => unheard.push(reason)
  process.on('unhandledRejection', hear)
  onTestFinished(() => void process.off('unhandledRejection', hear))
  const { promise, reject } = Promise.withResolvers<never>()
  const reason = await within(signal, promise).catch((thrown: unknown) => thrown)
  expect(reason).toBe(signal.reason)
  reject(new Error('late'))
  await new Promise(setImmediate)
  expect(unheard).toEqual([])
})

test('what has been given up already is not waited for, done or not', async () => {
  await expect(within(AbortSignal.abort(STOPPED), Promise.resolve(7))).rejects.toBe(STOPPED)
})
