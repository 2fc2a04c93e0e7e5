import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { layRepository, personalSchema, type Repository } from '../../support/repository.ts'
import { BIN } from '../../support/run-bin.ts'
import { keptBelow, placeBelow } from './home.ts'
import { filesOf } from './sealed.ts'

/** Every call by which a write shows itself to others, or lasts, as strace names a class of calls. */
const STEPS = ['/^mkdir', '/^link', '/^rename', 'fsync', '/^unlink']
const SCHEMA = personalSchema({ API_KEY: {}, OTHER_KEY: {} })

describe('kill -9', () => {
  test.each(STEPS)(
    'at every %s leaves the old file or the new one',
    async (step) => {
      const repository = layRepository(SCHEMA)
      const kept = () => keptBelow(repository.home)
      expect(await set(repository, 'API_KEY', 'canary-old')).toBe(0)
      let kills = 0
      for (let nth = 1; await wasKilled(repository, step, nth); nth += 1) {
        kills += 1
        expect(['canary-old', 'canary-new']).toContain((await kept()).API_KEY)
        expect(await set(repository, 'OTHER_KEY', `canary-${nth}`)).toBe(0)
        expect(await kept()).toMatchObject({ OTHER_KEY: `canary-${nth}` })
        expect(await set(repository, 'API_KEY', 'canary-old')).toBe(0)
      }
      expect(await kept()).toMatchObject({ API_KEY: 'canary-new' })
      const { data } = filesOf(placeBelow(repository.home))
      expect(readdirSync(dirname(data))).toEqual(['shop.jwe'])
      if (step !== '/^mkdir') expect(kills).toBeGreaterThan(0)
    },
    120_000,
  )

  test('at every step of the first write leaves nothing or the value', async () => {
    for (const step of ['/^link', '/^rename', 'fsync']) {
      for (let nth = 1; ; nth += 1) {
        const repository = layRepository(SCHEMA)
        const killed = await wasKilled(repository, step, nth)
        const isThere = existsSync(filesOf(placeBelow(repository.home)).data)
        if (isThere) expect(await keptBelow(repository.home)).toEqual({ API_KEY: 'canary-new' })
        expect(await set(repository, 'OTHER_KEY', 'canary-after')).toBe(0)
        if (!killed) break
      }
    }
  }, 120_000)
})

test('fifty at once lose nothing', async () => {
  const names = Array.from({ length: 50 }, (_, index) => `KEY_${index}`)
  const repository = layRepository(personalSchema(Object.fromEntries(names.map((name) => [name, {}]))))
  const statuses = await Promise.all(names.map((name) => set(repository, name, `canary-${name}`)))
  expect(statuses).toEqual(names.map(() => 0))
  expect(await keptBelow(repository.home)).toEqual(
    Object.fromEntries(names.map((name) => [name, `canary-${name}`])),
  )
}, 120_000)

async function set({ sotto }: Repository, name: string, value: string): Promise<number | null> {
  return (await sotto(['set', name], { input: value })).status
}

/** Sets API_KEY in a process that dies as it enters the `nth` call of `step`; false where it makes fewer. */
async function wasKilled({ root, home }: Repository, step: string, nth: number): Promise<boolean> {
  const inject = `inject=${step}:signal=KILL:when=${nth}`
  const child = spawn(
    'strace',
    [
      '-o',
      join(home, 'trace'),
      '-e',
      `trace=${step}`,
      '-e',
      inject,
      process.execPath,
      BIN.built,
      'set',
      'API_KEY',
    ],
    { cwd: root, env: { PATH: process.env.PATH, HOME: home }, stdio: ['pipe', 'ignore', 'ignore'] },
  )
  child.stdin.on('error', () => {})
  child.stdin.end('canary-new')
  const [status, signal] = await once(child, 'exit')
  if (signal !== 'SIGKILL' && status !== 0) throw new Error(`strace ended with ${status}`)
  return signal === 'SIGKILL'
}
