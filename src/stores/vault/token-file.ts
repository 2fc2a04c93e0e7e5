import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { decrypt, encrypt } from '../../keychain/encryption.ts'
import { makeKeyFile, readKeyFile } from '../../keychain/key-file.ts'
import { readPrivateFile, replacePrivateFile } from '../../keychain/private-file.ts'
import type { SecretValue } from '../../secret/secret-value.ts'
import { StoreError } from '../failure.ts'
import type { StorePlace } from '../store-type.ts'
import { failed } from './failures.ts'

/** Where a token lies where there is no keychain: encrypted, in a file of its own. */
export interface TokenFile {
  read(): Promise<SecretValue | undefined>
  write(content: SecretValue): Promise<void>
  remove(): Promise<void>
}

/** The file for the sign-in that `account` names, which is not readable from the file's name. */
export function openTokenFile({ folders, user }: StorePlace, account: string): TokenFile {
  const name = createHash('sha256').update(account).digest('hex')
  const path = join(folders.data, 'sign-ins', `${name}.jwe`)
  // In the header, so that no file can be put in another's place.
  const about = { kid: 'file', account }
  return {
    async read() {
      const sealed = await readPrivateFile(path, user.uid)
      if (typeof sealed === 'string') return undefined
      const key = await readKeyFile(folders.state, user.uid)
      if (key === 'unsafe') throw unsafeKey()
      return key === 'absent' ? undefined : decrypt(sealed.toString('utf8'), key, about)
    },
    async write(content) {
      const key = await makeKeyFile(folders.state, user.uid)
      if (key === 'unsafe') throw unsafeKey()
      await replacePrivateFile(path, await encrypt(content, key, about))
    },
    remove: () => rm(path, { force: true }),
  }
}

function unsafeKey(): StoreError {
  return new StoreError(
    failed('misconfigured', 'The file of the key for sign-ins is not readable by you alone.'),
  )
}
