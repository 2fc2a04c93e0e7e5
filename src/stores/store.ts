import type { SecretValue } from '../secret/secret-value.ts'

/** Where one value lives, in the store's own terms. Never holds a value. */
export interface SecretReference {
  path: string
  /** One member of a JSON value; `resolve` picks it, no store is asked for one. */
  field?: string
  /** Absent: the newest. */
  version?: string
}

/** Why a store could not answer. The set is closed; a foreign error becomes one of these by its code, never by its text. */
export type StoreFailureReason =
  | 'unauthenticated'
  | 'forbidden'
  | 'locked'
  | 'unreachable'
  | 'throttled'
  | 'not-installed'
  | 'misconfigured'
  | 'invalid-response'

export interface StoreFailure {
  reason: StoreFailureReason
  /** One sentence in our own words: no foreign text, no value. */
  summary: string
  /** Whether the same request may succeed in a moment. `resolve` decides whether to try. */
  retryable: boolean
  /** A command or step that would mend it. */
  suggestion?: string
}

/** The store's own tags, labels or custom metadata, by name. */
export type Tags = Readonly<Record<string, string>>

/** A value with an end, which the store can renew or revoke. Holds no value. */
export interface Lease {
  id: string
  /** Seconds from when it was given. */
  durationSeconds: number
  renewable: boolean
}

/**
 * What a store said about one reference. `absent` is the store's own answer; whatever else stopped us is `failed`.
 * `value` is the whole value: `resolve` fetches each path once and picks the fields itself.
 */
export type Lookup = { reference: SecretReference } & (
  | { status: 'found'; value: SecretValue; version?: string; tags?: Tags; lease?: Lease }
  | { status: 'absent' }
  | { status: 'failed'; failure: StoreFailure }
  /** Reading would mint a value, which the store lets us do. The answer only where the context says not to mint. */
  | { status: 'mintable' }
)

/** Who the store verified us to be. Stores report; `scope` judges. */
export interface Identity {
  /** Full name in the store's own terms, for people: an ARN, an e-mail address, an entity. */
  principal: string
  /** What `{developer}` becomes. Absent: the store knows no person's name, or the name is refused. */
  developer?: string | undefined
  /** Why there is no `developer` although there is a person. */
  developerRefusal?: string | undefined
  /**
   * The role, as `account/role-name`, whose caller chooses the session name that `developer` was taken from:
   * it counts only where the user's settings vouch for that role. Absent: the store itself fixed the name.
   */
  developerNeedsVouch?: string
  /** The container that was signed in to, by the same kinds as `StoreLocation`'s container: `{ account: '1111…' }`. */
  container?: Readonly<Record<string, string>>
  /** A machine identity exchanged in this process rather than a person. */
  workload: boolean
  /** The environment variables that the credential was taken from. Absent: any of the type's. */
  takenFrom?: readonly string[]
  /** Why this is a credential that several people could hold; absent: it is one's own. */
  shared?: string
  expiresAt?: Date
}

/** What a store says about a value without the value. */
export interface SecretMetadata {
  reference: SecretReference
  /** Absent: the store says there is no such secret. */
  exists: boolean
  version?: string
  lastRotatedAt?: Date
  tags?: Tags
}

/** Asks the person at the terminal. Every method rejects with an AppError when the terminal goes away. */
export interface Prompter {
  /** Shows `question` and reads one line. */
  ask(question: string): Promise<string>
  /** The same with echo off. */
  askSecret(question: string): Promise<SecretValue>
  /** Shows text on the terminal. */
  show(text: string): void
  /** Opens a page in the person's browser; `false` where none could be started. */
  openBrowser?(url: string): Promise<boolean>
}

export interface StoreContext {
  /** Aborted at the deadline and by ^C; honoured within a second. */
  signal: AbortSignal
  env: Readonly<Record<string, string | undefined>>
  now(): Date
  /** Absent: nobody is there. */
  prompt?: Prompter
  /** Says one line to the person, once per run whatever the number of stores. */
  note?(line: string): void
  /** Told when a native call goes on although it was given up: it holds up an ordinary end of the process. */
  leaveBehind?(): void
  /** False: nothing may come into being by being read. Absent: it may. */
  mint?: false
}

/** An opened store. Roles that a type does not have are absent, never throwing stubs. */
export interface Store {
  name: string
  /** Who we are; `undefined`: not signed in. Rejects with {@link StoreError} on any other failure. */
  whoami(ctx: StoreContext): Promise<Identity | undefined>
  /**
   * Batch only. Same length and order as `references`; never rejects for one bad item. Identical references are the
   * caller's to remove. What mints is not broken off by the signal: the caller revokes what comes of it.
   */
  fetch(references: readonly SecretReference[], ctx: StoreContext): Promise<readonly Lookup[]>
  login?: { start(ctx: StoreContext): Promise<Identity>; end(ctx: StoreContext): Promise<void> }
  metadata?: {
    read(
      references: readonly SecretReference[],
      ctx: StoreContext,
    ): Promise<readonly (SecretMetadata | { reference: SecretReference; failure: StoreFailure })[]>
  }
  writer?: StoreWriter
  leases?: {
    renew(lease: Lease, ctx: StoreContext): Promise<Lease>
    revoke(lease: Lease, ctx: StoreContext): Promise<void>
  }
}

export interface StoreWriter {
  /** Why this reference cannot be written; `undefined` when it can. Asked before a person is prompted. */
  refusal(reference: SecretReference): string | undefined
  put(reference: SecretReference, value: SecretValue, ctx: StoreContext): Promise<SecretMetadata>
  /** Under the store's lock: the value that is there, or else the one `make` returns, written. Both callers of a race get one value. */
  putIfAbsent(
    reference: SecretReference,
    make: () => SecretValue,
    ctx: StoreContext,
  ): Promise<{ value: SecretValue; created: boolean }>
}
