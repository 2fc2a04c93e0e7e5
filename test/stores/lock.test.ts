import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withLock } from '../../src/stores/lock.ts'
import { thisHolder } from '../../src/stores/lock-holder.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const { signal } = new AbortController()

describe('a lock', () => {
  test('lets one in at a time, and leaves nothing behind', async () => {
    const path = join(temporaryFolder(), 'lock')
    const state = { inside: 0, most: 0, done: 0 }
    await Promise.all(Array.from({ length: 25 }, () => withLock(path, signal, () => stay(state))))
    expect(state).toEqual({ inside: 0, most: 1, done: 25 })
    expect(readdirSync(dirname(path))).toEqual([])
  })

  test('is given back when the work fails', async () => {
    const path = join(temporaryFolder(), 'lock')
    await expect(withLock(path, signal, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
    expect(existsSync(path)).toBe(false)
  })

  test('of a killed process is cleared once, however many wait for it', async () => {
    const path = join(temporaryFolder(), 'lock')
    await holdAndKill(path)
    expect(existsSync(path)).toBe(true)
    const state = { inside: 0, most: 0, done: 0 }
    await Promise.all(Array.from({ length: 25 }, () => withLock(path, signal, () => stay(state))))
    expect(state).toEqual({ inside: 0, most: 1, done: 25 })
    expect(readdirSync(dirname(path))).toEqual([])
  })

  test('that was cleared and taken anew is not cleared again by one who is late', async () => {
    const path = join(temporaryFolder(), 'lock')
    await holdAndKill(path)
    const { ticket } = JSON.parse(readFileSync(path, 'utf8'))
    const abort = new AbortController()
    const clearing = `${path}.${ticket}.clearing`
    let late: Promise<unknown> | undefined
    await withLock(clearing, signal, async () => {
      late = withLock(path, abort.signal, async () => expect.unreachable())
      while (!readdirSync(dirname(path)).some((name) => name.startsWith(`${basename(clearing)}.`))) {
        await new Promise(setImmediate)
      }
      writeFileSync(path, JSON.stringify(await thisHolder()))
    })
    while (existsSync(clearing) || readdirSync(dirname(path)).length > 2) await new Promise(setImmediate)
    expect(existsSync(path)).toBe(true)
    abort.abort(new Error('enough'))
    await expect(late).rejects.toThrow('enough')
  })

  test('of a living process is waited for until the signal', async () => {
    const path = join(temporaryFolder(), 'lock')
    const holder = await hold(path)
    try {
      const abort = new AbortController()
      const waiting = withLock(path, abort.signal, async () => expect.unreachable())
      await sawWaiting(path)
      abort.abort(new Error('enough'))
      await expect(waiting).rejects.toThrow('enough')
      expect(JSON.parse(readFileSync(path, 'utf8')).pid).toBe(holder.pid)
      expect(readdirSync(dirname(path))).toEqual([basename(path)])
    } finally {
      holder.kill('SIGKILL')
    }
  })

  test('of an earlier process that had our id is cleared', async () => {
    const path = join(temporaryFolder(), 'lock')
    writeFileSync(path, JSON.stringify({ ...(await thisHolder()), started: '1' }))
    expect(await withLock(path, signal, async () => 'done')).toBe('done')
  })

  test.each([
    [
      'of a process that cannot be seen from here',
      async () => ({ ...(await thisHolder()), realm: 'elsewhere' }),
    ],
    ['that is no lock of ours', async () => 'canary'],
  ])('%s counts as held for a minute', async (_, content) => {
    const path = join(temporaryFolder(), 'lock')
    writeFileSync(path, JSON.stringify(await content()))
    const abort = new AbortController()
    const waiting = withLock(path, abort.signal, async () => expect.unreachable())
    await sawWaiting(path)
    abort.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')

    const longAgo = Date.now() / 1000 - 61
    utimesSync(path, longAgo, longAgo)
    expect(await withLock(path, signal, async () => 'done')).toBe('done')
  })

  test('that was taken over while we were away is known to be lost, and not given back', async () => {
    const path = join(temporaryFolder(), 'lock')
    await withLock(path, signal, async (stillHeld) => {
      expect(await stillHeld()).toBe(true)
      writeFileSync(path, JSON.stringify({ ...(await thisHolder()) }))
      expect(await stillHeld()).toBe(false)
    })
    expect(existsSync(path)).toBe(true)
  })

  test('sweeps up after those who were killed while they waited', async () => {
    const path = join(temporaryFolder(), 'lock')
    await holdAndKill(`${path}.draft-of-another`)
    await withLock(path, signal, async () => {})
    expect(readdirSync(dirname(path))).toEqual([])
  })
})

/** Gives every other a turn while inside. */
async function stay(state: { inside: number; most: number; done: number }): Promise<void> {
  state.inside += 1
  state.most = Math.max(state.most, state.inside)
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate)
  state.inside -= 1
  state.done += 1
}

async function hold(path: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'lock-taker.ts'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

async function holdAndKill(path: string): Promise<void> {
  const child = await hold(path)
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** A waiter's own file stands beside the lock. */
async function sawWaiting(path: string): Promise<void> {
  while (readdirSync(dirname(path)).length < 2) await new Promise(setImmediate)
}
