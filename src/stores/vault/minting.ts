import { StoreError } from '../failure.ts'
import type { Lookup, SecretReference } from '../store.ts'
import { bodyOf, isObject } from './answers.ts'
import { failed, failureOfAnswer, failureOfError } from './failures.ts'
import type { Source } from './reading.ts'

/**
 * Asks in one request whether each path may be read, where to read is to mint. It tells what our policies say, not
 * whether the engine would succeed.
 */
export async function askWhetherMintable(
  source: Source,
  references: readonly SecretReference[],
): Promise<Lookup[]> {
  const paths = references.map(({ path }) => `${source.mount}/${path}`)
  try {
    const allowed = await capabilitiesOf(source, paths)
    return references.map((reference, index) =>
      mayRead(allowed[paths[index]!])
        ? { reference, status: 'mintable' }
        : {
            reference,
            status: 'failed',
            failure: failed('forbidden', `Vault does not let you read ${paths[index]}.`),
          },
    )
  } catch (error) {
    const failure = failureOfError(error)
    return references.map((reference) => ({ reference, status: 'failed', failure }))
  }
}

async function capabilitiesOf(
  { client, token, signal, explainRefusal }: Source,
  paths: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const path = 'sys/capabilities-self'
  const answer = await client({ method: 'POST', path, token, body: { paths: [...new Set(paths)] }, signal })
  if (answer.status === 403) throw new StoreError(await explainRefusal(path))
  if (answer.status !== 200) throw new StoreError(failureOfAnswer(answer))
  const body = bodyOf(answer)
  return isObject(body.data) ? body.data : body
}

function mayRead(capabilities: unknown): boolean {
  return (
    Array.isArray(capabilities) &&
    !capabilities.includes('deny') &&
    ['read', 'root', 'sudo'].some((name) => capabilities.includes(name))
  )
}
