import { hash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { decrypt, encrypt } from '../../keychain/encryption.ts'
import { keyFileIn, makeKeyFile, readKeyFile } from '../../keychain/key-file.ts'
import { readPrivateFile, replacePrivateFile } from '../../keychain/private-file.ts'
import type { SecretValue } from '../../secret/secret-value.ts'
import { StoreError } from '../failure.ts'
import type { StoreContext } from '../store.ts'
import type { StorePlace } from '../store-type.ts'
import { withFile } from '../with-file.ts'
import { failed } from './failures.ts'

/** Where a token lies where there is no keychain: encrypted, in a file of its own. */
export interface TokenFile {
  read(ctx: StoreContext): Promise<SecretValue | undefined>
  write(content: SecretValue, ctx: StoreContext): Promise<void>
  remove(ctx: StoreContext): Promise<void>
}

/** The file for the sign-in that `account` names, which is not readable from the file's name. */
export function openTokenFile({ folders, user }: StorePlace, account: string): TokenFile {
  const name = hash('sha256', account)
  const path = join(folders.data, 'sign-ins', `${name}.jwe`)
  const keyFile = keyFileIn(folders.state)
  // In the header, so that no file can be put in another's place.
  const about = { kid: 'file', account }
  return {
    async read(ctx) {
      const sealed = await withFile(path, ctx, () => readPrivateFile(path, user.uid))
      if (typeof sealed === 'string') return undefined
      const key = await withFile(keyFile, ctx, () => readKeyFile(folders.state, user.uid))
      if (key === 'unsafe') throw unsafe(keyFile)
      return key === 'absent' ? undefined : decrypt(sealed.toString('utf8'), key, about)
    },
    async write(content, ctx) {
      const key = await withFile(keyFile, ctx, () => makeKeyFile(folders.state, user.uid))
      if (key === 'unsafe') throw unsafe(keyFile)
      const sealed = await encrypt(content, key, about)
      await withFile(path, ctx, () => replacePrivateFile(path, sealed))
    },
    remove: (ctx) => withFile(path, ctx, () => rm(path, { force: true })),
  }
}

function unsafe(path: string): StoreError {
  return new StoreError({
    ...failed('misconfigured', `The file ${path} is not a key file that you alone can read and replace.`),
    suggestion: `chmod 600 ${path} && chmod 700 ${dirname(path)}`,
  })
}
