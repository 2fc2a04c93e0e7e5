import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { SecretValue } from '../../../src/secret/secret-value.ts'
import { local } from '../../../src/stores/local/index.ts'
import type { StoreContext, StoreWriter } from '../../../src/stores/store.ts'
import type { StorePlace } from '../../../src/stores/store-type.ts'
import { ownKeyring } from '../../keychain/own-keyring.ts'
import type { PrivateKeyring } from '../../keychain/private-keyring.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { localFaults } from './faults.ts'
import { harness } from './harness.ts'
import { personalPlace, quietContext } from './place.ts'
import { filesOf, readSealed } from './sealed.ts'

const REFERENCE = { path: 'session-key' }
const VALUE = SecretValue.seal('canary-value')

describe('what cannot be read', () => {
  test.each(localFaults)('is never overwritten: $name', async ({ arrange }) => {
    const world = await harness.start()
    const bench = await arrange(world)
    const before = snapshot(bench.place)
    const writer = await writerOf(bench.place)
    await expect(writer.put(REFERENCE, VALUE, bench.context)).rejects.toThrow()
    await expect(writer.putIfAbsent(REFERENCE, () => VALUE, bench.context)).rejects.toThrow()
    expect(snapshot(bench.place)).toEqual(before)
    await bench.repair?.()
    await world.stop()
  })
})

describe('the files', () => {
  test('are for their owner alone, whatever the umask', async () => {
    const umask = process.umask(0)
    try {
      const place = await written(quietContext())
      const { data, key } = filesOf(place)
      expect([data, key].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600])
      expect([data, key].map((path) => statSync(dirname(path)).mode & 0o777)).toEqual([0o700, 0o700])
    } finally {
      process.umask(umask)
    }
  })

  test('hold no value in clear, in hexadecimal or in base64, and name the project and the home of the key', async () => {
    const { data } = filesOf(await written(quietContext()))
    const text = readFileSync(data, 'utf8')
    for (const encoding of ['utf8', 'hex', 'base64', 'base64url'] as const) {
      expect(text).not.toContain(Buffer.from('canary-value').toString(encoding).replace(/=+$/, ''))
    }
    const header = JSON.parse(Buffer.from(text.split('.')[0]!, 'base64url').toString())
    expect(header).toEqual({
      kid: expect.stringMatching(/^file:[0-9a-f]{24}$/),
      project: 'shop',
      alg: 'dir',
      enc: 'A256GCM',
    })
  })

  test('of two projects share nothing but the key file', async () => {
    const folder = temporaryFolder()
    const [shop, blog] = ['shop', 'blog'].map((project) => personalPlace(project, folder))
    for (const place of [shop!, blog!]) await (await writerOf(place)).put(REFERENCE, VALUE, quietContext())
    await (await writerOf(blog!)).put({ path: 'other' }, VALUE, quietContext())
    expect(Object.keys(await readSealed(shop!))).toEqual(['session-key'])
    expect(Object.keys(await readSealed(blog!))).toEqual(['session-key', 'other'])
  })

  test('are not touched by a value that is there already', async () => {
    const place = await written(quietContext())
    const before = snapshot(place)
    await (await writerOf(place)).putIfAbsent(REFERENCE, () => expect.unreachable(), quietContext())
    expect(snapshot(place)).toEqual(before)
  })

  test('lose what a killed process left beside them', async () => {
    const place = await written(quietContext())
    const { data } = filesOf(place)
    writeFileSync(`${data}.0123456789abcdef.draft`, 'half')
    await (await writerOf(place)).put(REFERENCE, VALUE, quietContext())
    expect(readdirSync(dirname(data))).toEqual(['shop.jwe'])
  })
})

describe('the key', () => {
  let keyring: PrivateKeyring
  beforeAll(async () => {
    keyring = await ownKeyring()
  })

  test('is put in a key file where there is no keychain, which is said once', async () => {
    const notes: string[] = []
    const context = { ...quietContext(), note: (line: string) => notes.push(line) }
    const place = await written(context)
    await (await writerOf(place)).put(REFERENCE, VALUE, context)
    expect(notes).toEqual([expect.stringContaining(filesOf(place).key)])
  })

  test('is put in the keychain where there is one, and nowhere else', async () => {
    const context = quietContext(keyring.env)
    const place = await written(context)
    expect(existsSync(filesOf(place).key)).toBe(false)
    expect(readFileSync(filesOf(place).data, 'utf8')).toMatch(/^[\w-]+\.\./)
    expect(await outcome(place, context)).toBe('found')
    expect(await outcome(place, quietContext())).toBe('locked')
  })

  test('is not made anew while the keychain is locked, nor put into a file instead', async () => {
    const context = quietContext(keyring.env)
    const there = await written(context)
    await keyring.lock()
    try {
      expect(await outcome(there, context)).toBe('locked')
      const fresh = personalPlace('shop', temporaryFolder())
      await expect((await writerOf(fresh)).put(REFERENCE, VALUE, context)).rejects.toMatchObject({
        failure: { reason: 'locked' },
      })
      expect(existsSync(fresh.folders.state)).toBe(false)
      expect(existsSync(filesOf(fresh).data)).toBe(false)
    } finally {
      await keyring.unlock()
    }
    expect(await outcome(there, context)).toBe('found')
  })

  test('stays in its file when a keychain comes along', async () => {
    const place = await written(quietContext())
    const context = quietContext(keyring.env)
    await (await writerOf(place)).put({ path: 'other' }, VALUE, context)
    expect(Object.keys(await readSealed(place))).toEqual(['session-key', 'other'])
    await keyring.lock()
    expect(await outcome(place, context)).toBe('found')
    await keyring.unlock()
  })

  test('is made once by two projects that write first at once', async () => {
    const folder = temporaryFolder()
    const places = Array.from({ length: 12 }, (_, index) => personalPlace(`shop-${index}`, folder))
    await Promise.all(
      places.map(async (place) => (await writerOf(place)).put(REFERENCE, VALUE, quietContext())),
    )
    for (const place of places) expect(Object.keys(await readSealed(place))).toEqual(['session-key'])
  })
})

test('a fetch of what was never written touches nothing, not even the keychain', async () => {
  const place = personalPlace('shop', temporaryFolder())
  mkdirSync(place.folders.data)
  expect(await outcome(place, quietContext({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }))).toBe(
    'absent',
  )
  expect(readdirSync(join(place.folders.data, '..'))).toEqual(['data'])
})

async function written(context: StoreContext): Promise<StorePlace> {
  const place = personalPlace('shop', temporaryFolder())
  await (await writerOf(place)).put(REFERENCE, VALUE, context)
  return place
}

async function writerOf(place: StorePlace): Promise<StoreWriter> {
  return (await local.open(place, {})).writer!
}

async function outcome(place: StorePlace, context: StoreContext): Promise<string> {
  const [lookup] = await (await local.open(place, {})).fetch([REFERENCE], context)
  return lookup!.status === 'failed' ? lookup!.failure.reason : lookup!.status
}

/** Everything below the data and state folders: type, mode and bytes. */
function snapshot({ folders }: StorePlace): unknown {
  return [folders.data, folders.state].map((folder) => {
    const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : []
    return names.map((name) => {
      const path = join(folder, name)
      const { mode } = statSync(path)
      return [name, mode, statSync(path).isFile() ? readFileSync(path, 'hex') : undefined]
    })
  })
}
