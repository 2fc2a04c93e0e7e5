import type { JsonSchema } from '../schema/json-schema.ts'
import type { SecretReference, Store } from './store.ts'

/** A store type: pure data and functions. Importing it loads no SDK. */
export interface StoreType<Options = Readonly<Record<string, unknown>>> {
  type: string
  title: string
  reach: 'personal' | 'shared'
  capabilities: ReadonlySet<StoreCapability>
  /** JSON Schema of the options beyond `type`, `devScope`, `developerDomain`, `productionOnly`; composed into secrets.schema.v1.json. */
  options: JsonSchema
  /** Members of `devScope` this type can verify, each with its JSON Schema: `account`, `project`, `tags`, … `path` is every shared type's. */
  devScope: Readonly<Record<string, JsonSchema>>
  /** Which of `devScope`'s members are compared with the store's tags. */
  tagScope?: 'tags' | 'labels' | 'custom_metadata'
  /** Whether `fetch` gives the tags with every value; else `resolve` asks `metadata` for them at the same time. */
  tagsWithValues?: boolean
  /** The command of another program that signs in where nobody is yet; for shared types without `login`. */
  signInCommand?: string
  /** Environment variables it can sign in from. */
  credentialVariables: readonly string[]
  /** Throws AppError STORE_MISCONFIGURED; unknown options are refused. */
  parseOptions(input: unknown): Options
  /** Reads `path#field`; throws AppError SCHEMA_INVALID with the reason, without positions. */
  parseReference(text: string): SecretReference
  /** Writes a reference as {@link StoreType.parseReference} reads it. A version stands only in the object form. */
  formatReference(reference: SecretReference): string
  locate(reference: SecretReference, options: Options): StoreLocation
  /** How `{developer}` is written into a path of this store; `undefined` when the name cannot be written. Default: as it is. */
  writeDeveloper?(developer: string): string | undefined
  /** The only dynamic import. Connects to nothing. */
  open(place: StorePlace, options: Options): Promise<Store>
}

export type StoreCapability = 'login' | 'metadata' | 'write' | 'leases' | 'fields' | 'versions'

/** What a store type needs to know of where it is opened. */
export interface StorePlace {
  /** Name of the store in the schema. */
  name: string
  /** The container that the schema's `devScope` names, by kind: `{ account: '1111…' }`. Absent: it names none. */
  container?: Readonly<Record<string, string>>
  project: string
  /** Absolute path of the repository. */
  repositoryRoot: string
  folders: { config: string; data: string; state: string; cache: string }
  user: { name: string; uid: number | undefined }
  platform: NodeJS.Platform
  /** The store's `developerDomain`: the e-mail domain that `{developer}` is taken from. */
  developerDomain?: string
  /**
   * How many places will be read after signing in, and whether their tags too: connections for so many can be made
   * meanwhile. Absent: unknown.
   */
  expected?: { references: number; tags: boolean }
  /** The user's own settings for this type of store; never from a repository. */
  settings: Readonly<Record<string, unknown>>
}

/** Where a reference lives, for `scope` to judge and for messages. Made without I/O. */
export interface StoreLocation {
  /** Container as the schema declares it, by kind: `{ account: '1111…', region: 'eu-west-1' }`. Empty for personal stores. */
  container: Readonly<Record<string, string>>
  /** Full path inside the container. */
  path: string
}
