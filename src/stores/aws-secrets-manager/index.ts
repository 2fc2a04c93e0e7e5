import { AppError } from '../../errors/app-error.ts'
import { GITHUB_TOKEN_VARIABLES } from '../github-token.ts'
import { formatPathAndField, parsePathAndField } from '../reference.ts'
import type { SecretReference } from '../store.ts'
import type { StoreType } from '../store-type.ts'
import { CONTAINER_VARIABLES, STATIC_VARIABLES } from './variables.ts'

export type AwsOptions = { region: string }

/** Nothing but a region: the SDK makes a host name of it. */
const REGION = '^[a-z]{2,3}(-[a-z]+){1,3}-[0-9]{1,2}$'

/** AWS Secrets Manager, read in batches of 20 with the person's own AWS sign-in. */
export const awsSecretsManager: StoreType<AwsOptions> = {
  type: 'aws-secrets-manager',
  title: 'AWS Secrets Manager',
  reach: 'shared',
  capabilities: new Set(['metadata', 'fields', 'versions']),
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['region'],
    properties: {
      region: {
        type: 'string',
        pattern: REGION,
        description: 'AWS region of the secrets, such as eu-west-1.',
      },
    },
  },
  devScope: {
    account: {
      type: 'string',
      pattern: '^[0-9]{12}$',
      description: 'Id of the AWS account that holds development secrets and nothing else.',
    },
    tags: {
      type: 'object',
      description: 'Tags that every secret carries: for each name, the values that mean development.',
      minProperties: 1,
      additionalProperties: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
    },
  },
  tagScope: 'tags',
  signInCommand: 'aws configure sso',
  credentialVariables: [
    ...STATIC_VARIABLES,
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    ...CONTAINER_VARIABLES,
    ...GITHUB_TOKEN_VARIABLES,
  ],
  parseOptions(input) {
    const { region, ...unknown } = Object(input) as Record<string, unknown>
    const [extra] = Object.keys(unknown)
    if (extra !== undefined) throw misconfigured(`has no option "${extra}"`)
    if (typeof region !== 'string' || !new RegExp(REGION).test(region)) {
      throw misconfigured('needs "region", the name of an AWS region such as eu-west-1')
    }
    return { region }
  },
  parseReference(text) {
    const reference = parsePathAndField(text)
    refusePath(reference)
    return reference
  },
  formatReference: formatPathAndField,
  locate: ({ path }, { region }) => ({ container: { region }, path }),
  async open(place, options) {
    const { openAwsStore } = await import('./store.ts')
    return openAwsStore(place, options)
  },
}

/** The characters and length of a secret's name; an ARN, which would lead to another account, has a ":". */
function refusePath({ path }: SecretReference): void {
  if (/^[A-Za-z0-9/_+=.@{}-]{1,512}$/.test(path)) return
  throw new AppError(
    'SCHEMA_INVALID',
    'The name of a secret in AWS has at most 512 characters of a-z, A-Z, 0-9 and /_+=.@-; an ARN is not taken.',
  )
}

function misconfigured(reason: string): AppError {
  return new AppError('STORE_MISCONFIGURED', `A store of type aws-secrets-manager ${reason}.`)
}
