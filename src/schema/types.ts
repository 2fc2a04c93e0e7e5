import type { ValueFormat } from '../secret/formats.ts'
import type { SecretName } from '../secret/secret-name.ts'

/** A place in the schema file; both count from 1, columns in UTF-16 units. */
export interface Position {
  line: number
  column: number
}

/**
 * Something wrong with a schema, under the id of the lint rule that finds it. Never holds a value:
 * a string that looks like one is named by its pointer alone.
 */
export interface SchemaProblem {
  rule: string
  /** One sentence: what is wrong, with which name. */
  message: string
  /** One sentence: what to do. */
  hint?: string
  /** RFC 6901 pointer to the member; empty for the whole file. */
  pointer: string
  /** Whether the pointer means the member's name rather than its content. */
  atName?: boolean
  /** Where the problem lies outside of any member, as a syntax error does. */
  position?: Position
}

/** What must be done, by whom, to reach production; shown, never carried out. */
export interface BreakGlass {
  procedure?: string
  approvers?: string
  maxDuration?: string
  review?: string
}

export interface EnvironmentDeclaration {
  name: string
  class: 'development' | 'production'
  isDefault: boolean
  breakGlass?: BreakGlass
}

/** Proof that a shared store's values are development values; every declared member is verified. */
export interface DevScope {
  /** Prefixes that end at a segment boundary. */
  path?: readonly string[]
  /** `tags`, `labels` or `custom_metadata`, under the name that the store's type uses: any of the listed values. */
  tags?: Readonly<Record<string, readonly string[]>>
  /** The store's own container by member: `account`, `project`, `namespace`, `mount`. */
  container: Readonly<Record<string, string>>
}

export interface StoreDeclaration {
  name: string
  type: string
  /** What the type itself declares; `parseOptions` of the type reads it. */
  options: Readonly<Record<string, unknown>>
  devScope?: DevScope
  developerDomain?: string
  /** Documented only: such a store is never opened. */
  productionOnly: boolean
}

/** Where one secret lives in one environment, before templates are filled in. */
export interface LocationDeclaration {
  store: string
  /** `path#field` in the store's own grammar. */
  text: string
  version?: string
  /** RFC 6901 pointer of the location. */
  pointer: string
}

export type SecretKind = 'long-lived' | 'short-lived' | 'personal' | 'ephemeral'

export interface Rotation {
  /** A count and a unit: `90d`, `12h`, `6w`. */
  every?: string
  procedure?: string
}

export interface SecretDeclaration {
  name: SecretName
  purpose?: string
  owner?: string
  kind?: SecretKind
  /** By environment. */
  locations: ReadonlyMap<string, LocationDeclaration>
  /** Environments in which a run refuses to start without it; by default all of `locations`. */
  requiredIn: ReadonlySet<string>
  format?: ValueFormat
  /** In bytes. */
  minLength?: number
  /** How to ask for it: a link or a sentence. */
  access?: string
  rotation?: Rotation
  /** ISO date; only where the store keeps no dates. */
  lastRotated?: string
  generate?: { bytes: number; encoding: 'hex' | 'base64' | 'base64url' }
  deprecated?: { since?: string; removeBy?: string; instead?: string }
}

export type Severity = 'error' | 'warning' | 'info' | 'off'

export interface LintSettings {
  rules: Readonly<Record<string, { severity: Severity; reason?: string }>>
  limits: Readonly<Record<string, string>>
  suppress: readonly { rule: string; secret?: string; file?: string; reason: string; until: string }[]
}

/** The committed file, read, checked and frozen. Every map has a null prototype or is a Map. */
export interface SecretSchema {
  /** Absolute path of the file. */
  file: string
  /** Absolute path of the repository: the git root, or the file's folder where there is none. */
  root: string
  project: string
  environments: ReadonlyMap<string, EnvironmentDeclaration>
  stores: ReadonlyMap<string, StoreDeclaration>
  secrets: ReadonlyMap<SecretName, SecretDeclaration>
  lint: LintSettings
  /** The stores as the document has them, null-prototype, for canonical hashing. */
  storeBlocks: Readonly<Record<string, unknown>>
  /** The text that was parsed: positions are found in it, never read again from disk. */
  text: string
}
