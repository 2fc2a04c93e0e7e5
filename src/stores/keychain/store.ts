import { join } from 'node:path'
import { type KeychainItem, type KeychainObstacle, openKeychain } from '../../keychain/keychain.ts'
import type { SecretValue } from '../../secret/secret-value.ts'
import { StoreError } from '../failure.ts'
import { withLock } from '../lock.ts'
import { osUser, writeRefusal } from '../personal.ts'
import type { Lookup, SecretReference, Store, StoreContext, StoreFailure, StoreWriter } from '../store.ts'
import type { StorePlace } from '../store-type.ts'

/** The entries of `place`'s project in the OS keychain, as a store. */
export function openKeychainStore(place: StorePlace): Store {
  return {
    name: place.name,
    whoami: async () => osUser(place),
    async fetch(references, ctx) {
      const lookups: Lookup[] = []
      for (const reference of references) lookups.push(await look(reference, place, ctx))
      return lookups
    },
    writer: writerOf(place),
  }
}

async function look(reference: SecretReference, place: StorePlace, ctx: StoreContext): Promise<Lookup> {
  const keychain = openKeychain(place.platform, ctx)
  const answer = await keychain.get(itemOf(reference, place), ctx.signal)
  if (answer === 'absent') return { reference, status: 'absent' }
  if (typeof answer === 'string') return { reference, status: 'failed', failure: FAILURES[answer] }
  return { reference, status: 'found', value: answer }
}

function writerOf(place: StorePlace): StoreWriter {
  async function put(reference: SecretReference, value: SecretValue, ctx: StoreContext) {
    refuse(writeRefusal(reference) ?? valueRefusal(value))
    const keychain = openKeychain(place.platform, ctx)
    const outcome = await keychain.set(itemOf(reference, place), value, ctx.signal)
    if (outcome !== 'done') throw new StoreError(FAILURES[outcome])
    return { reference, exists: true }
  }

  return {
    refusal: writeRefusal,
    put,
    /** No keychain can write only where nothing stands, so the lock is a file of ours. */
    async putIfAbsent(reference, make, ctx) {
      refuse(writeRefusal(reference))
      const path = join(place.folders.state, 'locks', `keychain-${place.project}`)
      return withLock(path, ctx.signal, async () => {
        const found = await look(reference, place, ctx)
        if (found.status === 'failed') throw new StoreError(found.failure)
        if (found.status === 'found') return { value: found.value, created: false }
        const value = make()
        await put(reference, value, ctx)
        return { value, created: true }
      })
    },
  }
}

function itemOf({ path }: SecretReference, { project }: StorePlace): KeychainItem {
  return { service: `sotto/${project}`, account: path }
}

/** The keychains' common interface takes text and ends it at the first NUL. */
function valueRefusal(value: SecretValue): string | undefined {
  if (value.byteLength > 0 && value.isText && !value.hasNul) return undefined
  return 'The OS keychain keeps text that is not empty and holds no NUL; a store of type local keeps any bytes.'
}

function refuse(reason: string | undefined): void {
  if (reason !== undefined) {
    throw new StoreError({ reason: 'misconfigured', summary: reason, retryable: false })
  }
}

const FAILURES: Readonly<Record<KeychainObstacle, StoreFailure>> = {
  locked: {
    reason: 'locked',
    summary: 'The OS keychain is locked.',
    retryable: false,
    suggestion: 'unlock the keychain',
  },
  unavailable: {
    reason: 'not-installed',
    summary:
      'This session has no OS keychain: no session bus, no service behind it, or the module keytar is missing.',
    retryable: false,
    suggestion: 'use a store of type local, which needs no keychain',
  },
}
