import { join } from 'node:path'
import type { StoreContext } from '../../../src/stores/store.ts'
import type { StorePlace } from '../../../src/stores/store-type.ts'

/** A fresh place for a personal store below `folder`. */
export function personalPlace(project: string, folder: string): StorePlace {
  const inside = (name: string) => join(folder, name)
  return {
    name: 'personal',
    project,
    repositoryRoot: inside('repository'),
    folders: {
      config: inside('config'),
      data: inside('data'),
      state: inside('state'),
      cache: inside('cache'),
    },
    user: { name: 'ada', uid: process.getuid?.() },
    platform: process.platform,
    settings: {},
  }
}

/** A context without a keychain, in which nobody is there. */
export function quietContext(env: StoreContext['env'] = {}): StoreContext {
  return { signal: new AbortController().signal, env, now: () => new Date('2026-01-02T03:04:05Z') }
}
