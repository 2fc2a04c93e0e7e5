import { StoreError } from '../failure.ts'
import { failed } from './failures.ts'

/** Above the largest entry that Vault's storage takes (1 MiB by default), JSON escapes included. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024

/** Reads all of an answer. Throws StoreError where it is larger than any secret can be, and the stream's own errors. */
export async function readContent(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_ANSWER_BYTES)
      throw new StoreError(failed('invalid-response', 'Vault answers with too much.'))
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
