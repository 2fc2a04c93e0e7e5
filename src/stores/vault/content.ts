import type { Readable } from 'node:stream'
import { StoreError } from '../failure.ts'
import { failed } from './failures.ts'

/** Above the largest entry that Vault's storage takes (1 MiB by default), JSON escapes included. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024

/** Reads all of an answer. Rejects with StoreError where it is larger than any secret can be, and the stream's own errors. */
export function readContent(stream: Readable): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const chunks: Buffer[] = []
  let size = 0
  stream
    .on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size > MAX_ANSWER_BYTES) {
        stream.destroy(new StoreError(failed('invalid-response', 'Vault answers with too much.')))
      }
    })
    .on('end', () => resolve(Buffer.concat(chunks)))
    .on('error', reject)
    .on('close', () => reject(brokenOff()))
  return promise
}

/** What stands for a connection that ended before its time. */
export function brokenOff(): Error {
  return Object.assign(new Error(), { code: 'ECONNRESET' })
}
