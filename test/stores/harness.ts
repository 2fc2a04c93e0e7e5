import type {
  Identity,
  SecretReference,
  StoreContext,
  StoreFailureReason,
  Tags,
} from '../../src/stores/store.ts'
import type { StorePlace } from '../../src/stores/store-type.ts'

/**
 * What the contract suite needs of one store type, exported as `harness` by `test/stores/<type>/harness.ts`.
 * It knows how to start what the store talks to, fill it behind the store's back, and break it.
 */
export interface Harness {
  /** What this machine lacks to start it, and how to get it; then the type is skipped, except in CI. Absent: nothing. */
  missing?(): string | undefined
  /** Started once for all cases of the type; servers listen on loopback, files lie in a temporary folder. */
  start(): Promise<World>
  /** Every reason of the closed set is shown by at least one fault, or exempt. */
  faults: readonly Fault[]
  /** Why a case, by its name, or a failure reason does not apply to the type. */
  exemptions: Readonly<Record<string, string>>
}

/** What the store talks to, running. */
export interface World {
  /** A fresh corner of it that no other bench sees, signed in. Cheap: one per case. */
  bench(): Promise<Bench>
  /** Never answers a fetch, though it accepts the request. Absent: exempt from the case with the reason. */
  hangingBench?(): Promise<Bench>
  /** Signed out, with a context in which `login.start` succeeds without a person. For types that can log in. */
  signedOutBench?(): Promise<Bench>
  /** Where the location `leased` answers with a lease. For types with leases. */
  leasingBench?(): Promise<Bench>
  /** Stops and removes everything. */
  stop(): Promise<void>
}

/** Where one case works. */
export interface Bench {
  place: StorePlace
  /** Options as a schema would write them. */
  options: Readonly<Record<string, unknown>>
  context: StoreContext
  /** What `whoami` answers, as far as the bench knows it. */
  identity: Partial<Identity>
  /** Planted tokens, passwords and keys: they never show in what the store says of itself. */
  credentials: readonly string[]
  /** `path#field` of a place for one value, the same for the same label. Nothing stands there until it is seeded. */
  location(label: string): string
  /** Puts a value there without the store's help. With `field` the bytes are that member, else the whole value. */
  seed(reference: SecretReference, value: Buffer, extra?: { tags?: Tags }): Promise<Seeded>
}

/** A store in the schema, of a person on this machine; it keeps nothing on disk. */
export const NOWHERE: StorePlace = {
  name: 'team',
  developerDomain: 'example.com',
  project: 'storefront',
  repositoryRoot: '/nowhere/storefront',
  folders: { config: '/nowhere', data: '/nowhere', state: '/nowhere', cache: '/nowhere' },
  user: { name: 'os-user', uid: 1000 },
  platform: 'linux',
  settings: {},
}

export interface Seeded {
  /** The version it became, for types that have versions. */
  version?: string
}

/** One way in which the store's world goes wrong. */
export interface Fault {
  /** What goes wrong, as a test title: `the server answers 429`. */
  name: string
  reason: StoreFailureReason
  /** What the failure says of trying again; absent: not judged. */
  retryable?: boolean
  arrange(world: World): Promise<BrokenBench>
}

export interface BrokenBench extends Bench {
  /** What is asked for and what comes of each. Absent: one reference, which fails for the fault's reason. */
  ask?: readonly { location: string; outcome: 'found' | 'absent' | StoreFailureReason }[]
  /** Undoes what would disturb the next case. */
  repair?(): Promise<void>
}
