import { join } from 'node:path'
import { type Bench, NOWHERE } from '../harness.ts'

/** A store in the schema, opened by a person on this machine, at the Vault at `address`. */
export function benchAt(
  address: string,
  env: Readonly<Record<string, string>>,
  options: Readonly<Record<string, unknown>> = {},
): Pick<Bench, 'place' | 'options' | 'context' | 'credentials'> {
  return {
    place: NOWHERE,
    options: { address, mount: 'secret', ...options },
    context: { signal: AbortSignal.timeout(10_000), now: () => new Date(), env },
    credentials: Object.values(env),
  }
}

/** The user's own folders, below a temporary one. */
export function placeIn(folder: string): Pick<Bench['place'], 'folders' | 'user'> {
  const [config, data, state, cache] = ['config', 'data', 'state', 'cache'].map((name) => join(folder, name))
  return {
    folders: { config: config!, data: data!, state: state!, cache: cache! },
    user: { name: 'os-user', uid: process.getuid?.() },
  }
}
