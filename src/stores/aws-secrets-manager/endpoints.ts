import type { StoreContext } from '../store.ts'

type Environment = StoreContext['env']

/** Where the two services are, by the user's own environment. Absent: wherever AWS has them. */
export function givenEndpoints(env: Environment): { sts?: string; secrets?: string } {
  const sts = env.AWS_ENDPOINT_URL_STS || env.AWS_ENDPOINT_URL
  const secrets = env.AWS_ENDPOINT_URL_SECRETS_MANAGER || env.AWS_ENDPOINT_URL
  return { ...(sts && { sts }), ...(secrets && { secrets }) }
}

/**
 * Where the SDK will most likely find the two services, told without the SDK: handshakes with them are made while it
 * is loaded. Each `undefined` where more has to be known, as in the user's AWS files; then nothing is made early.
 */
export function likelyEndpoints(
  region: string,
  env: Environment,
): { sts: URL | undefined; secrets: URL | undefined } {
  const given = givenEndpoints(env)
  const usual = (service: string) =>
    isUsual(region) && !env.AWS_USE_FIPS_ENDPOINT && !env.AWS_USE_DUALSTACK_ENDPOINT
      ? `https://${service}.${region}.amazonaws.com`
      : ''
  return {
    sts: URL.parse(given.sts ?? usual('sts')) ?? undefined,
    secrets: URL.parse(given.secrets ?? usual('secretsmanager')) ?? undefined,
  }
}

/** A region of AWS's public partition: elsewhere the hosts have other names. */
function isUsual(region: string): boolean {
  return /^[a-z]{2}-[a-z]+-[0-9]+$/.test(region) && !region.startsWith('cn-')
}
