import type { SecretValue } from '../../secret/secret-value.ts'
import { StoreError } from '../failure.ts'
import { osUser, writeRefusal } from '../personal.ts'
import type { Lookup, SecretReference, Store, StoreContext, StoreWriter } from '../store.ts'
import type { StorePlace } from '../store-type.ts'
import type { Entry } from './content.ts'
import { failed } from './failures.ts'
import { changeSecrets, readSecrets } from './secrets-file.ts'

/** The encrypted file of `place`'s project, as a store. */
export function openLocalStore(place: StorePlace): Store {
  return {
    name: place.name,
    whoami: async () => osUser(place),
    fetch: (references, ctx) => fetch(references, place, ctx),
    metadata: {
      async read(references, ctx) {
        const content = await readSecrets(place, ctx)
        return references.map((reference) => metadataOf(reference, content.get(reference.path)))
      },
    },
    writer: writerOf(place),
  }
}

/** One file holds all, so one failure is everybody's. */
async function fetch(
  references: readonly SecretReference[],
  place: StorePlace,
  ctx: StoreContext,
): Promise<readonly Lookup[]> {
  ctx.signal.throwIfAborted()
  try {
    const content = await readSecrets(place, ctx)
    ctx.signal.throwIfAborted()
    return references.map((reference) => {
      const entry = content.get(reference.path)
      return entry === undefined
        ? { reference, status: 'absent' }
        : { reference, status: 'found', value: entry.value }
    })
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    return references.map((reference) => ({ reference, status: 'failed', failure: error.failure }))
  }
}

function writerOf(place: StorePlace): StoreWriter {
  return {
    refusal: writeRefusal,
    async put(reference, value, ctx) {
      refuse(reference)
      const entry = { value, changed: ctx.now() }
      await changeSecrets(place, ctx, (content) => new Map([...content, [reference.path, entry]]))
      return metadataOf(reference, entry)
    },
    async putIfAbsent(reference, make, ctx) {
      refuse(reference)
      let created = false
      let value: SecretValue | undefined
      await changeSecrets(place, ctx, (content) => {
        value = content.get(reference.path)?.value
        if (value !== undefined) return undefined
        created = true
        value = make()
        return new Map([...content, [reference.path, { value, changed: ctx.now() }]])
      })
      return { value: value!, created }
    },
  }
}

function refuse(reference: SecretReference): void {
  const reason = writeRefusal(reference)
  if (reason !== undefined) throw failed('misconfigured', reason)
}

function metadataOf(reference: SecretReference, entry: Entry | undefined) {
  return { reference, exists: entry !== undefined, ...(entry && { lastRotatedAt: entry.changed }) }
}
