import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a row changes of an ordinary schema and of its user. */
export interface Given {
  environment?: { class: string }
  environmentName?: string
  location?: string
  store?: Record<string, unknown>
  devScope?: Record<string, unknown>
  settings?: Record<string, unknown>
  trusted?: false
}

/** A schema with one secret in one shared store, as `given` changes it. */
export function schemaWith(store: Record<string, unknown>, location: string, given: Given): object {
  const name = given.environmentName ?? 'dev'
  const devScope = { ...(store.devScope as object), ...given.devScope }
  return {
    version: 1,
    project: 'shop',
    environments: { [name]: { default: true, ...(given.environment ?? { class: 'development' }) } },
    stores: { team: { ...store, devScope, ...given.store } },
    secrets: { DATABASE_URL: { locations: { [name]: given.location ?? location } } },
  }
}

/** Writes the user's own settings, which approve what `pattern` says unless the row's user has not. */
export function writeSettings(
  home: string,
  pattern: { type: string; container: Record<string, string> },
  { settings, trusted }: Given,
): void {
  const config = join(home, '.config', 'sotto')
  mkdirSync(config, { recursive: true })
  const approve = trusted === false ? [] : [pattern]
  writeFileSync(join(config, 'config.json'), JSON.stringify({ approve, ...settings }), { mode: 0o600 })
}
