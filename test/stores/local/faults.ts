import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { StoreFailureReason } from '../../../src/stores/store.ts'
import type { StorePlace } from '../../../src/stores/store-type.ts'
import { ownKeyring } from '../../keychain/own-keyring.ts'
import type { BrokenBench, Fault } from '../harness.ts'
import { quietContext } from './place.ts'
import { filesOf, put, writeKey, writeSealed } from './sealed.ts'

const CONTENT = { version: 1, secrets: {} }
const OTHER_KEY = Buffer.alloc(32, 'another-key')
const IN_KEYCHAIN = { header: { kid: `keychain:${'0'.repeat(24)}` } }

/** Everything that can be wrong with the file, its key, and those who could have touched them. */
export const localFaults: readonly Fault[] = [
  broken('the key file is gone', 'locked', ({ key }) => rmSync(key)),
  broken('the key file holds another key', 'locked', (_, place) => writeKey(place, OTHER_KEY)),
  broken('the key is in a keychain and there is none', 'locked', (_, place) =>
    writeSealed(place, CONTENT, IN_KEYCHAIN),
  ),
  broken('the key is in a keychain that has lost it', 'locked', async (_, place) => {
    await writeSealed(place, CONTENT, IN_KEYCHAIN)
    return { context: quietContext((await ownKeyring()).env) }
  }),
  broken('the key is in a keychain that is locked', 'locked', async (_, place) => {
    await writeSealed(place, CONTENT, IN_KEYCHAIN)
    const keyring = await ownKeyring()
    await keyring.lock()
    return { context: quietContext(keyring.env), repair: () => keyring.unlock() }
  }),
  broken('the file is empty', 'invalid-response', ({ data }) => truncateSync(data)),
  broken('the file is cut in half', 'invalid-response', ({ data }) =>
    truncateSync(data, readFileSync(data).length >> 1),
  ),
  broken('the file has lost its last byte', 'invalid-response', ({ data }) =>
    truncateSync(data, readFileSync(data).length - 1),
  ),
  broken('a bit of the content has turned', 'invalid-response', ({ data }) => turnBit(data, 3)),
  broken('a bit of the tag has turned', 'invalid-response', ({ data }) => turnBit(data, 4)),
  broken('the file is noise', 'invalid-response', ({ data }) => put(data, Buffer.alloc(4096, 0xfe))),
  broken('the file is no JWE', 'invalid-response', ({ data }) => put(data, 'SESSION_KEY=canary-plain\n')),
  broken('the header names no key', 'invalid-response', ({ data }) =>
    rewriteHeader(data, { kid: undefined }),
  ),
  broken('the header was rewritten', 'invalid-response', ({ data }) => rewriteHeader(data, { typ: 'x' })),
  broken('the file is of another project', 'invalid-response', async ({ data }, place) => {
    const other = { ...place, project: 'another' }
    await writeSealed(other, CONTENT)
    renameSync(filesOf(other).data, data)
  }),
  broken('the file was encrypted with another key', 'invalid-response', async ({ data }, place) => {
    const { kid } = headerOf(data)
    await writeSealed(place, CONTENT, { key: OTHER_KEY, header: { kid: kid! } })
  }),
  broken('the content is of a later version', 'invalid-response', (_, place) =>
    writeSealed(place, { ...CONTENT, version: 2 }),
  ),
  broken('the content is no JSON object', 'invalid-response', (_, place) => writeSealed(place, ['canary'])),
  broken('an entry has no value', 'invalid-response', (_, place) =>
    writeSealed(place, { version: 1, secrets: { a: { changed: '2026-01-01' } } }),
  ),
  broken('the file can be read by others', 'misconfigured', ({ data }) => chmodSync(data, 0o644)),
  broken('the file can be replaced by others', 'misconfigured', ({ data }) =>
    chmodSync(dirname(data), 0o777),
  ),
  broken('the file is a symbolic link', 'misconfigured', ({ data }) => replaceByLink(data)),
  broken('the file is a folder', 'misconfigured', ({ data }) => {
    rmSync(data)
    mkdirSync(data)
  }),
  broken('the file is a pipe', 'misconfigured', ({ data }) => {
    rmSync(data)
    execFileSync('mkfifo', ['-m', '600', data])
  }),
  broken('the key file can be read by others', 'misconfigured', ({ key }) => chmodSync(key, 0o640)),
  broken('the key file can be replaced by others', 'misconfigured', ({ key }) =>
    chmodSync(dirname(key), 0o770),
  ),
  broken('the key file is a symbolic link', 'misconfigured', ({ key }) => replaceByLink(key)),
  broken('the key file holds no key', 'misconfigured', ({ key }) => put(key, 'canary-no-key')),
  broken('a file stands where the folder should', 'misconfigured', ({ data }) => {
    rmSync(dirname(data), { recursive: true })
    writeFileSync(dirname(data), '')
  }),
  broken('the path is longer than the system takes', 'unreachable', (_, { folders }) => {
    folders.data = join(folders.data, 'x'.repeat(300))
  }),
  ...(process.getuid?.() === 0 ? [ofAnother('file', 'data'), ofAnother('key file', 'key')] : []),
]

type Files = ReturnType<typeof filesOf>

/** Breaks a bench whose file is in order; what `breakIt` returns stands in the bench's place. */
function broken(
  name: string,
  reason: StoreFailureReason,
  breakIt: (files: Files, place: StorePlace) => unknown,
): Fault {
  return {
    name,
    reason,
    retryable: false,
    async arrange(world) {
      const bench = await world.bench()
      writeKey(bench.place)
      await writeSealed(bench.place, CONTENT)
      const change = (await breakIt(filesOf(bench.place), bench.place)) as Partial<BrokenBench> | undefined
      return { ...bench, ...change }
    },
  }
}

/** Turns one bit in the middle of part `part` of a compact JWE. */
function turnBit(path: string, part: number): void {
  const parts = readFileSync(path, 'utf8').split('.')
  const bytes = Buffer.from(parts[part]!, 'base64url')
  bytes[bytes.length >> 1]! ^= 1
  parts[part] = bytes.toString('base64url')
  put(path, parts.join('.'))
}

function headerOf(path: string): Record<string, string> {
  return JSON.parse(Buffer.from(readFileSync(path, 'utf8').split('.')[0]!, 'base64url').toString())
}

function rewriteHeader(path: string, change: Record<string, unknown>): void {
  const [, ...rest] = readFileSync(path, 'utf8').split('.')
  const header = Buffer.from(JSON.stringify({ ...headerOf(path), ...change })).toString('base64url')
  put(path, [header, ...rest].join('.'))
}

function replaceByLink(path: string): void {
  renameSync(path, `${path}.elsewhere`)
  symlinkSync(`${path}.elsewhere`, path)
}

function ofAnother(what: string, which: keyof Files): Fault {
  return broken(`the ${what} belongs to another user`, 'misconfigured', (files) =>
    chownSync(files[which], 65_534, 65_534),
  )
}
