import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CompactEncrypt, compactDecrypt } from 'jose'
import type { StorePlace } from '../../../src/stores/store-type.ts'

/** The format of the encrypted file, written and read by the tests' own hand. */
export const KEY = Buffer.alloc(32, 'canary-key-of-the-local-store')

export type Secrets = Record<string, { value: string; changed: string }>

export function filesOf({ folders, project }: StorePlace): { data: string; key: string } {
  return { data: join(folders.data, 'local', `${project}.jwe`), key: join(folders.state, 'key') }
}

/** Puts the key file there. */
export function writeKey(place: StorePlace, key: Buffer = KEY): void {
  put(filesOf(place).key, `${key.toString('base64url')}\n`)
}

/** Encrypts `content` as the project's file, with whatever header and key. */
export async function writeSealed(
  place: StorePlace,
  content: unknown,
  { key = KEY, header = {} }: { key?: Buffer; header?: Record<string, string> } = {},
): Promise<void> {
  const kid = `file:${createHash('sha256').update(key).digest('hex').slice(0, 24)}`
  const sealed = await new CompactEncrypt(Buffer.from(JSON.stringify(content)))
    .setProtectedHeader({ kid, project: place.project, ...header, alg: 'dir', enc: 'A256GCM' })
    .encrypt(key)
  put(filesOf(place).data, sealed)
}

/** What the project's file holds; empty where there is none. */
export async function readSealed(place: StorePlace): Promise<Secrets> {
  const { data, key } = filesOf(place)
  if (!existsSync(data)) return {}
  const opened = await compactDecrypt(
    readFileSync(data, 'utf8'),
    Buffer.from(readFileSync(key, 'utf8').trim(), 'base64url'),
  )
  return JSON.parse(Buffer.from(opened.plaintext).toString('utf8')).secrets
}

/** Writes any text as a private file. */
export function put(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(path, content, { mode: 0o600 })
  chmodSync(path, 0o600)
}
