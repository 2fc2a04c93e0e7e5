import { developerNameOf } from '../developer.ts'
import { StoreError } from '../failure.ts'
import type { Identity } from '../store.ts'
import type { SignIn } from './credentials.ts'
import { garbled } from './failures.ts'

/** Roles of IAM Identity Center, which alone may use this prefix and fixes the session name to its user's. */
const IDENTITY_CENTER_ROLE = /^AWSReservedSSO_.+_[0-9a-f]{16}$/

const PRINCIPAL = /^arn:aws[a-z-]*:(?:iam|sts)::([0-9]{12}):(.+)$/

/** Who STS says we are, and in which account. Throws StoreError `invalid-response` where it names nobody. */
export function identityOf(
  arn: string | undefined,
  { credentials, workload, variables }: SignIn,
  developerDomain: string | undefined,
): { identity: Identity; account: string } {
  const [, account, resource] = PRINCIPAL.exec(arn ?? '') ?? []
  if (arn === undefined || account === undefined || resource === undefined) {
    throw new StoreError(garbled('AWS did not say who we are signed in as.'))
  }
  const identity: Identity = {
    principal: arn,
    container: { account },
    workload,
    takenFrom: variables,
    ...(workload ? {} : personOf(account, resource, developerDomain)),
    ...sharedBy(resource, credentials.accessKeyId, credentials.sessionToken !== undefined),
    ...(credentials.expiration && { expiresAt: credentials.expiration }),
  }
  return { identity, account }
}

function personOf(account: string, resource: string, developerDomain: string | undefined): Partial<Identity> {
  const [kind, role, session] = resource.split('/')
  if (kind !== 'assumed-role' || role === undefined || session === undefined) {
    return { developerRefusal: 'only the session of a role names a person, and this is none' }
  }
  const name = developerNameOf(session, developerDomain)
  return IDENTITY_CENTER_ROLE.test(role) ? name : { ...name, developerNeedsVouch: `${account}/${role}` }
}

/** Long-term access keys begin with AKIA, temporary ones with ASIA (IAM User Guide, "IAM identifiers"). */
function sharedBy(resource: string, accessKeyId: string, temporary: boolean): Pick<Identity, 'shared'> {
  if (resource === 'root') return { shared: "it is the account's root user" }
  if (!temporary || accessKeyId.startsWith('AKIA')) return { shared: 'it is a static access key' }
  return {}
}
