import type { Surroundings } from '../resolve/open-store.ts'
import type { SecretSchema } from '../schema/types.ts'
import type { Settings } from '../settings/settings.ts'
import type { StoreContext } from '../stores/store.ts'
import type { Context } from './context.ts'

/** Where the stores of a schema are opened. */
export function surroundingsOf(context: Context, schema: SecretSchema, settings: Settings): Surroundings {
  return {
    project: schema.project,
    repositoryRoot: schema.root,
    folders: context.folders,
    user: context.user,
    platform: context.platform,
    settingsOf: (type) => ({ ...settings.stores[type], awsProfiles: settings.awsProfiles }),
  }
}

/** What a store may know of the world; `note` says each line once, however many stores say it. */
export function storeContextOf(context: Context): StoreContext {
  const said = new Set<string>()
  const { prompt } = context
  return {
    signal: context.signal,
    env: context.env,
    now: context.now,
    leaveBehind: context.leaveBehind,
    ...(prompt && { prompt }),
    note(line) {
      if (!said.has(line)) {
        said.add(line)
        context.stderr.write(`sotto: ${line}\n`)
      }
    },
  }
}
