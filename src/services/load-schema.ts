import { findSchema } from '../schema/find-schema.ts'
import { readSchema } from '../schema/read-schema.ts'
import type { SecretSchema } from '../schema/types.ts'
import { readSettings } from '../settings/read-settings.ts'
import type { Settings } from '../settings/settings.ts'
import { STORE_TYPES } from '../stores/registry.ts'
import type { Context } from './context.ts'

/** What every command starts from. */
export interface Loaded {
  schema: SecretSchema
  settings: Settings
}

/**
 * The user's own settings and the repository's schema, `file` or else the nearest. Throws SETTINGS_INVALID,
 * SCHEMA_NOT_FOUND and SCHEMA_INVALID.
 */
export async function loadSchema(context: Context, file: string | undefined): Promise<Loaded> {
  const [settings, place] = await Promise.all([
    readSettings(context.folders, context.user.uid),
    findSchema(context.cwd, file),
  ])
  const schema = await readSchema(
    place,
    context.user.uid,
    {
      allowedNames: settings.allowNames,
      credentialVariables: credentialVariables(),
    },
    context.memory,
  )
  return { schema, settings }
}

/** By store type, the variables from which it can sign in. */
export function credentialVariables(): ReadonlyMap<string, readonly string[]> {
  return new Map([...STORE_TYPES].map(([name, type]) => [name, type.credentialVariables]))
}
