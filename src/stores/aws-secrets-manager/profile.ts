import { within } from '../../waiting/within.ts'
import type { StoreContext } from '../store.ts'
import type { StorePlace } from '../store-type.ts'
import type { SignIn } from './credentials.ts'
import { signedOut } from './failures.ts'

/** The profile that the user's own settings give to the account that the schema names. */
export function profileFor({ settings, container }: StorePlace): string | undefined {
  const profiles = settings.awsProfiles as Readonly<Record<string, string>> | undefined
  const account = container?.account
  return account !== undefined && profiles !== undefined && Object.hasOwn(profiles, account)
    ? profiles[account]
    : undefined
}

/** Members of a profile that lead to credentials; the others are settings, such as a region. */
const LEADING = [
  'aws_access_key_id',
  'credential_process',
  'login_session',
  'role_arn',
  'sso_session',
  'sso_start_url',
  'web_identity_token_file',
]

/** Whether there is a profile of this name and it says how to sign in. */
export async function signsIn(profile: string, env: StoreContext['env']): Promise<boolean> {
  const { readProfile } = await import('./client.ts')
  return leads((await readProfile(profile, env)) ?? {})
}

/** Signs in as a profile of the user's AWS files. Throws StoreError with the command that would renew its session. */
export async function fromProfile(profile: string, region: string, ctx: StoreContext): Promise<SignIn> {
  const { profileCredentials, readProfile } = await import('./client.ts')
  const content = await readProfile(profile, ctx.env)
  if (content === undefined) throw signedOut(`There is no AWS profile "${profile}".`, 'aws configure sso')
  if (!leads(content)) throw signedOut(`The AWS profile "${profile}" says nothing of how to sign in.`)
  const renewal = renewalOf(profile, content)
  try {
    const credentials = await within(ctx.signal, profileCredentials(profile, region, ctx))
    return {
      credentials,
      workload: content.web_identity_token_file !== undefined,
      variables: [],
      ...(renewal && { renewal }),
    }
  } catch {
    ctx.signal.throwIfAborted()
    throw signedOut(
      `The AWS profile "${profile}" gives no credentials: its session has most likely expired.`,
      renewal,
    )
  }
}

function leads(content: Readonly<Record<string, string | undefined>>): boolean {
  return LEADING.some((member) => content[member] !== undefined)
}

/** How a profile of this kind is signed in again, in a form that can be pasted. */
function renewalOf(
  profile: string,
  content: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const source = content.source_profile ?? profile
  if (!/^[\w@+.%:/-]+$/.test(source)) return undefined
  if (content.login_session !== undefined) return `aws login --profile ${source}`
  const signsOn = content.sso_session ?? content.sso_start_url ?? content.source_profile
  return signsOn && `aws sso login --profile ${source}`
}
