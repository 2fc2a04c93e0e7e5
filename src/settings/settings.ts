/** Which containers are meant: of one store type, every member given must match. Never empty. */
export interface ContainerPattern {
  type: string
  container: Readonly<Record<string, string>>
}

/** The user's own `config.json`. A repository can do none of what stands here. */
export interface Settings {
  /** Stores approved beforehand; `*` matches inside one segment of a path or label of a host. */
  approve: readonly (ContainerPattern & { repository?: string })[]
  /** Dangerous names that this user's schemas may declare. */
  allowNames: ReadonlySet<string>
  /** Static or shared credentials that are accepted, each by the principal it signs in as. */
  allowCredentials: readonly { type: string; principal: string }[]
  /** AWS profile per account id. */
  awsProfiles: Readonly<Record<string, string>>
  /** Roles whose trust policy is vouched to fix the session name: `account/role-name`. */
  vouchedRoles: ReadonlySet<string>
  /** When present, every container of a shared store that is not listed is refused, whatever a schema says. Compared exactly. */
  developmentContainers?: readonly ContainerPattern[]
  /** Further settings by store type, handed to `StoreType.open` as they are. */
  stores: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** What holds where the user has no `config.json`. */
export const DEFAULT_SETTINGS: Settings = {
  approve: [],
  allowNames: new Set(),
  allowCredentials: [],
  awsProfiles: {},
  vouchedRoles: new Set(),
  stores: {},
}
