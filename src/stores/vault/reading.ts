import { SecretValue } from '../../secret/secret-value.ts'
import { StoreError } from '../failure.ts'
import type { Lease, Lookup, SecretReference, StoreFailure, Tags } from '../store.ts'
import { bodyOf, isObject, type JsonObject, objectOf } from './answers.ts'
import { encodePath, untilTooLate, type VaultAnswer, type VaultClient } from './client.ts'
import type { Engine } from './engine.ts'
import { failed, failureOfAnswer, failureOfError } from './failures.ts'

/** A lookup but for what was asked. */
type Finding = Lookup extends infer One ? (One extends Lookup ? Omit<One, 'reference'> : never) : never

/** Where values are read: one engine, one token. */
export interface Source {
  client: VaultClient
  token: SecretValue
  engine: Engine
  mount: string
  /** In seconds: a lease ends with the token it was given for. */
  longestLease: number
  signal: AbortSignal
  /** Tells whose fault a 403 is: the token's or the policy's. Asked at most once. */
  explainRefusal(path: string): Promise<StoreFailure>
}

/** Looks up every reference, each with one request, all at once. */
export function readAll(source: Source, references: readonly SecretReference[]): Promise<Lookup[]> {
  return Promise.all(
    references.map(async (reference) => ({ reference, ...(await readOne(source, reference)) })),
  )
}

/** Where a value is read; for the messages and policies that name it, too. */
export function apiPath(engine: Engine, mount: string, path: string): string {
  return encodePath(engine === 'kv-2' ? `${mount}/data/${path}` : `${mount}/${path}`)
}

async function readOne(source: Source, { path, version }: SecretReference): Promise<Finding> {
  const { client, token, engine, mount } = source
  try {
    source.signal.throwIfAborted()
    // What is minted can be revoked only by who has heard of it, so its answer is waited for.
    const signal = engine === 'leasing' ? untilTooLate() : source.signal
    const query = version === undefined ? '' : versionQuery(engine, version)
    const where = apiPath(engine, mount, path)
    const answer = await client({ method: 'GET', path: `${where}${query}`, token, signal })
    if (answer.status === 404 && saysAbsent(answer)) return { status: 'absent' }
    if (answer.status === 403) return { status: 'failed', failure: await source.explainRefusal(where) }
    if (answer.status !== 200) throw new StoreError(failureOfAnswer(answer))
    return engine === 'kv-2' ? versioned(bodyOf(answer)) : plain(bodyOf(answer), source.longestLease)
  } catch (error) {
    return { status: 'failed', failure: failureOfError(error) }
  }
}

function versionQuery(engine: Engine, version: string): string {
  if (engine !== 'kv-2') throw new StoreError(failed('misconfigured', 'This mount keeps no versions.'))
  if (!/^[1-9][0-9]{0,9}$/.test(version)) {
    throw new StoreError(failed('misconfigured', 'A version of Vault is a positive number.'))
  }
  return `?version=${version}`
}

/**
 * Vault says 404 with an empty list of errors, and for a deleted version with its metadata. Anything else, such as
 * a proxy's own page, says nothing about the secret.
 */
function saysAbsent({ body }: VaultAnswer): boolean {
  if (!isObject(body)) return false
  return (Array.isArray(body.errors) && body.errors.length === 0) || isObject(body.data)
}

function versioned(body: JsonObject): Finding {
  const { data, metadata } = objectOf(body.data)
  const about = objectOf(metadata)
  if (data === null) return { status: 'absent' }
  const tags = tagsOf(about.custom_metadata)
  return {
    status: 'found',
    value: sealed(objectOf(data)),
    ...(typeof about.version === 'number' ? { version: String(about.version) } : {}),
    ...(tags === undefined ? {} : { tags }),
  }
}

/** KV version 1 names a duration and no lease: there is nothing to end. */
function plain(body: JsonObject, longestLease: number): Finding {
  const value = sealed(objectOf(body.data))
  if (typeof body.lease_id !== 'string' || body.lease_id === '') return { status: 'found', value }
  return { status: 'found', value, lease: leaseOf(body, longestLease) }
}

/** The lease that an answer carries, of `longest` seconds at most. */
export function leaseOf(body: JsonObject, longest: number): Lease {
  const { lease_id: id, lease_duration: duration, renewable } = body
  if (typeof id !== 'string' || typeof duration !== 'number') {
    throw new StoreError(failed('invalid-response', 'Vault answers without the lease that was asked for.'))
  }
  return { id, durationSeconds: Math.min(duration, longest), renewable: renewable === true }
}

/** Custom metadata as tags; undefined where there is none. */
export function tagsOf(metadata: unknown): Tags | undefined {
  return isObject(metadata) ? (Object.assign(Object.create(null), metadata) as Tags) : undefined
}

function sealed(data: JsonObject): SecretValue {
  return SecretValue.seal(JSON.stringify(data))
}
