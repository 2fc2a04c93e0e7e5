import type { SecretName } from '../secret/secret-name.ts'
import type { SchemaPlace } from './find-schema.ts'
import { type Json, type JsonObject, withoutPrototype } from './json.ts'
import { LazyMap } from './lazy-map.ts'
import { below } from './pointer.ts'
import { readLocation } from './read-location.ts'
import type {
  DevScope,
  EnvironmentDeclaration,
  LintSettings,
  LocationDeclaration,
  SecretDeclaration,
  SecretSchema,
  Severity,
  StoreDeclaration,
} from './types.ts'

// biome-ignore lint/suspicious/noExplicitAny: the validator has proven every member's type already
type Members = Readonly<Record<string, any>>

/** Types a document that every check has passed. Secrets are typed when they are asked for. */
export function buildSchema(place: SchemaPlace, text: string, parsed: Json): SecretSchema {
  const { secrets, ...head } = parsed as JsonObject
  const document = withoutPrototype(head) as JsonObject
  const members = (name: string) =>
    Object.entries((document[name] ?? {}) as Readonly<Record<string, Members>>)
  return {
    ...place,
    text,
    storeBlocks: (document.stores ?? {}) as JsonObject,
    project: document.project as string,
    environments: new Map(
      members('environments').map(([name, value]) => [name, buildEnvironment(name, value)]),
    ),
    stores: new Map(members('stores').map(([name, value]) => [name, buildStore(name, value)])),
    secrets: new LazyMap(Object.entries(secrets as JsonObject) as [SecretName, Json][], (value, name) =>
      // As JSON.parse made it: checked, so no member is called what every object has.
      buildSecret(name, value as Members),
    ),
    lint: buildLint((document.lint ?? {}) as Members),
  }
}

function buildEnvironment(name: string, value: Members): EnvironmentDeclaration {
  const { class: kind, default: isDefault = false, breakGlass } = value
  return { name, class: kind, isDefault, ...(breakGlass && { breakGlass }) }
}

function buildStore(name: string, value: Members): StoreDeclaration {
  const { type, devScope, developerDomain, productionOnly = false, ...options } = value
  return {
    name,
    type,
    options,
    productionOnly,
    ...(devScope && { devScope: buildDevScope(devScope) }),
    ...(developerDomain && { developerDomain }),
  }
}

function buildDevScope(value: Members): DevScope {
  const { path, tags, labels, custom_metadata, ...container } = value
  const named = tags ?? labels ?? custom_metadata
  return { container, ...(path && { path }), ...(named && { tags: named }) }
}

function buildSecret(name: SecretName, value: Members): SecretDeclaration {
  const { locations: declared, requiredIn, ...rest } = value
  const locations = new Map<string, LocationDeclaration>()
  for (const [environment, location] of Object.entries(declared as JsonObject)) {
    const parts = readLocation(location)
    if (typeof parts === 'object') {
      locations.set(environment, {
        ...parts,
        pointer: below(`${below('/secrets', name)}/locations`, environment),
      })
    }
  }
  return { name, ...rest, locations, requiredIn: new Set(requiredIn ?? locations.keys()) }
}

function buildLint(value: Members): LintSettings {
  const { rules = {}, limits = {}, suppress = [] } = value
  const settled = Object.entries(rules as Record<string, Severity | { severity: Severity; reason: string }>)
  return {
    rules: Object.fromEntries(
      settled.map(([id, rule]) => [id, typeof rule === 'string' ? { severity: rule } : rule]),
    ),
    limits,
    suppress,
  }
}
