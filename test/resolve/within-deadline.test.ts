import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { withinDeadline } from '../../src/resolve/within-deadline.ts'
import { contextOf } from './scripted.ts'

test('work that is done in time gives its result', async () => {
  await expect(withinDeadline(contextOf(), async () => 7)).resolves.toBe(7)
})

test('a store that never answers is unreachable, and is told to stop', async () => {
  let told: AbortSignal | undefined
  const work = withinDeadline(
    contextOf(),
    (ctx) => {
      told = ctx.signal
      return new Promise(() => {})
    },
    5,
  )
  await expect(work).rejects.toMatchObject({ failure: { reason: 'unreachable', retryable: false } })
  expect(told?.aborted).toBe(true)
})

test('the caller who aborts is the reason, for the store too, and nothing of the wait stays behind', async () => {
  const caller = new AbortController()
  const stopped = new Error('stopped')
  let told: AbortSignal | undefined
  const work = withinDeadline(contextOf(caller.signal), (ctx) => {
    told = ctx.signal
    return new Promise(() => {})
  })
  caller.abort(stopped)
  await expect(work).rejects.toBe(stopped)
  expect(told?.reason).toBe(stopped)
  expect(getEventListeners(caller.signal, 'abort')).toEqual([])
})

test('nothing starts once the caller has aborted', async () => {
  let started = false
  const aborted = AbortSignal.abort(new Error('stopped'))
  const work = withinDeadline(contextOf(aborted), async () => {
    started = true
  })
  await expect(work).rejects.toThrow('stopped')
  expect(started).toBe(false)
})
