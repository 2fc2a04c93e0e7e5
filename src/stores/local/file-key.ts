import { hash, randomBytes } from 'node:crypto'
import { keyFileIn, makeKeyFile, readKeyFile } from '../../keychain/key-file.ts'
import { type KeychainItem, OWN_SERVICE, openKeychain } from '../../keychain/keychain.ts'
import { SecretValue } from '../../secret/secret-value.ts'
import type { StoreContext } from '../store.ts'
import type { StorePlace } from '../store-type.ts'
import { withFile } from '../with-file.ts'
import { failed } from './failures.ts'

/** A key and the name of its home, which stands in the header of what it encrypts: `keychain:…` or `file:…`. */
export interface FileKey {
  id: string
  key: SecretValue
}

/**
 * Fetches the key that `id` names from its home. Where that is out of reach this throws StoreError `locked`, and no
 * other key is made: it would not open what is there.
 */
export async function findKey(id: string, place: StorePlace, ctx: StoreContext): Promise<SecretValue> {
  if (id.startsWith('keychain:')) return keyInKeychain(id, place, ctx)
  const path = keyFileIn(place.folders.state)
  const key = await withFile(path, ctx, () => readKeyFile(place.folders.state, place.user.uid))
  if (key === 'unsafe') throw unsafe(place)
  if (key !== 'absent' && fileKeyId(key) === id) return key
  throw failed(
    'locked',
    key === 'absent'
      ? `The key of this project's secrets is gone: it stood in ${path}.`
      : `The key in ${path} is not the one that this project's secrets were encrypted with.`,
    `put the key file back, as from a backup: ${path}`,
  )
}

/** Makes a key for a file that does not exist yet: in the OS keychain, or in a key file where this session has none. */
export async function makeKey(place: StorePlace, ctx: StoreContext): Promise<FileKey> {
  const id = `keychain:${randomBytes(12).toString('hex')}`
  const text = SecretValue.seal(randomBytes(32).toString('base64url'))
  const outcome = await openKeychain(place.platform, ctx).set(itemOf(id, place), text, ctx.signal)
  if (outcome === 'locked') throw locked()
  return outcome === 'done' ? { id, key: await keyInKeychain(id, place, ctx) } : keyInFile(place, ctx)
}

async function keyInKeychain(id: string, place: StorePlace, ctx: StoreContext): Promise<SecretValue> {
  const answer = await openKeychain(place.platform, ctx).get(itemOf(id, place), ctx.signal)
  if (answer === 'locked') throw locked()
  if (answer === 'unavailable') {
    throw failed(
      'locked',
      "The key of this project's secrets is in the OS keychain, which this session cannot reach.",
      'run this in the session of your desktop, or with its D-Bus session bus',
    )
  }
  if (answer === 'absent') {
    throw failed(
      'locked',
      "The key of this project's secrets is no longer in the OS keychain.",
      `put the keychain's entry back, as from a backup: ${OWN_SERVICE}, ${itemOf(id, place).account}`,
    )
  }
  return SecretValue.seal(Buffer.from(answer.reveal().toString('utf8'), 'base64url'))
}

async function keyInFile(place: StorePlace, ctx: StoreContext): Promise<FileKey> {
  const { state } = place.folders
  const path = keyFileIn(state)
  return withFile(path, ctx, async () => {
    const isFirst = (await readKeyFile(state, place.user.uid)) === 'absent'
    const key = await makeKeyFile(state, place.user.uid)
    if (key === 'unsafe') throw unsafe(place)
    if (isFirst) {
      ctx.note?.(`this session has no keychain: your secrets are encrypted with the key in ${path}`)
    }
    return { id: fileKeyId(key), key }
  })
}

/** A hash of 256 random bits tells keys apart and nothing about them. */
function fileKeyId(key: SecretValue): string {
  return `file:${hash('sha256', key.reveal()).slice(0, 24)}`
}

function itemOf(id: string, { project }: StorePlace): KeychainItem {
  return { service: OWN_SERVICE, account: `local/${project}/${id.slice('keychain:'.length)}` }
}

function locked() {
  return failed(
    'locked',
    "The OS keychain, which has the key of this project's secrets, is locked.",
    'unlock the keychain',
  )
}

function unsafe({ folders }: StorePlace) {
  const path = keyFileIn(folders.state)
  return failed(
    'misconfigured',
    `The file ${path} is not a key file that you alone can read and replace.`,
    `chmod 600 ${path} && chmod 700 ${folders.state}`,
  )
}
