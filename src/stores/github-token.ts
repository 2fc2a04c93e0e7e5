import { StoreError } from './failure.ts'
import type { StoreContext } from './store.ts'

/** Variables by which a GitHub job with `id-token: write` can ask for a token of its own. */
export const GITHUB_TOKEN_VARIABLES = [
  'ACTIONS_ID_TOKEN_REQUEST_URL',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
] as const

/** Whether this is a GitHub job that may ask for an identity token. */
export function inGithubJob(env: StoreContext['env']): boolean {
  return GITHUB_TOKEN_VARIABLES.every((name) => env[name])
}

/**
 * The job's OpenID Connect token for `audience`, good for some minutes; it is kept in memory only.
 * Throws StoreError: `unreachable` where GitHub does not answer, `unauthenticated` where it gives no token.
 */
export async function githubToken(audience: string, { env, signal }: StoreContext): Promise<string> {
  const url = URL.parse(env.ACTIONS_ID_TOKEN_REQUEST_URL ?? '')
  if (url === null || !(url.protocol === 'https:' || url.hostname === '127.0.0.1')) throw noToken()
  url.searchParams.set('audience', audience)
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
    redirect: 'error',
    signal,
  }).catch(() => {
    throw new StoreError({
      reason: 'unreachable',
      summary: 'GitHub did not answer the request for an identity token.',
      retryable: true,
    })
  })
  const body: unknown = await answer.json().catch(() => undefined)
  const { value: token } = Object(body) as { value?: unknown }
  if (!answer.ok || typeof token !== 'string') throw noToken()
  return token
}

function noToken(): StoreError {
  return new StoreError({
    reason: 'unauthenticated',
    summary: 'GitHub gave this job no identity token.',
    retryable: false,
    suggestion: 'Give the job `permissions: id-token: write`.',
  })
}
