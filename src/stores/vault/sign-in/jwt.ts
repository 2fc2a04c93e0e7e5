import { SecretValue } from '../../../secret/secret-value.ts'
import { GITHUB_TOKEN_VARIABLES, githubToken, inGithubJob } from '../../github-token.ts'
import type { StoreContext } from '../../store.ts'
import { encodePath, type VaultClient } from '../client.ts'
import type { VaultOptions } from '../options.ts'
import { ID_TOKEN } from '../variables.ts'
import { grantedBy } from './granted.ts'

/**
 * Exchanges the workload's own signed token for one of Vault's, which is kept in memory only. Undefined where the
 * schema declares no JWT sign-in, or the environment has no such token.
 */
export async function exchangeWorkloadToken(
  client: VaultClient,
  { address, auth: { jwt } }: VaultOptions,
  ctx: StoreContext,
): Promise<{ token: SecretValue; variables: readonly string[] } | undefined> {
  if (jwt === undefined) return undefined
  const signed = await findSignedToken(jwt.audience ?? address, ctx)
  if (signed === undefined) return undefined
  const answer = await client({
    method: 'POST',
    path: `auth/${encodePath(jwt.mount)}/login`,
    body: { role: jwt.role, jwt: signed.token },
    signal: ctx.signal,
  })
  const { token } = grantedBy(
    answer,
    "Vault does not accept this workload's token for the role that the schema names.",
  )
  return { token, variables: signed.variables }
}

async function findSignedToken(
  audience: string,
  ctx: StoreContext,
): Promise<{ token: SecretValue; variables: readonly string[] } | undefined> {
  const given = ctx.env[ID_TOKEN]
  if (given) return { token: SecretValue.seal(given), variables: [ID_TOKEN] }
  if (!inGithubJob(ctx.env)) return undefined
  return { token: SecretValue.seal(await githubToken(audience, ctx)), variables: GITHUB_TOKEN_VARIABLES }
}
