import type { StoreFailure } from '../store.ts'
import { garbled } from './failures.ts'

/** Where every answer must come from: the region that was asked and the account that STS says we are in. */
export interface Origin {
  region: string
  account: string
}

export const STRANGER = 'AWS answered with a secret that was not asked for.'

/** What is wrong with the ARN under which AWS answered for the secret `name`; `undefined`: nothing. */
export function originFailure(
  arn: string | undefined,
  name: string,
  origin: Origin,
): StoreFailure | undefined {
  const [, region, account, resource] =
    /^arn:aws[a-z-]*:secretsmanager:([^:]+):([0-9]{12}):secret:(.+)$/.exec(`${arn}`) ?? []
  // AWS appends six random characters to the name.
  if (resource === undefined || resource.replace(/-[A-Za-z0-9]{6}$/, '') !== name) {
    return garbled(STRANGER)
  }
  if (account !== origin.account) {
    return garbled(`AWS answered from the account ${account}, but we are signed in to ${origin.account}.`)
  }
  if (region !== origin.region) {
    return garbled(`AWS answered from another region than ${origin.region}.`)
  }
  return undefined
}
