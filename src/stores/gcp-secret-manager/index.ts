import { AppError } from '../../errors/app-error.ts'
import { GITHUB_TOKEN_VARIABLES } from '../github-token.ts'
import { formatPathAndField, parsePathAndField } from '../reference.ts'
import type { StoreType } from '../store-type.ts'
import { LOGIN } from './login.ts'

export type GcpOptions = { project: string }

/** A project's id, or its number. It becomes part of a request's path. */
const PROJECT = '^([a-z][a-z0-9-]{4,28}[a-z0-9]|[0-9]{6,20})$'

/** Google Cloud Secret Manager, read with the person's Application Default Credentials. */
export const gcpSecretManager: StoreType<GcpOptions> = {
  type: 'gcp-secret-manager',
  title: 'Google Cloud Secret Manager',
  reach: 'shared',
  capabilities: new Set(['metadata', 'fields', 'versions']),
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['project'],
    properties: {
      project: {
        type: 'string',
        pattern: PROJECT,
        description: 'Id of the Google Cloud project of the secrets.',
      },
    },
  },
  devScope: {
    project: {
      type: 'string',
      pattern: PROJECT,
      description: 'Id of the project that holds development secrets and nothing else.',
    },
    labels: {
      type: 'object',
      description: 'Labels that every secret carries: for each name, the values that mean development.',
      minProperties: 1,
      additionalProperties: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
    },
  },
  tagScope: 'labels',
  signInCommand: LOGIN,
  credentialVariables: [
    'GOOGLE_APPLICATION_CREDENTIALS',
    'GOOGLE_WORKLOAD_IDENTITY_PROVIDER',
    ...GITHUB_TOKEN_VARIABLES,
  ],
  parseOptions(input) {
    const { project, ...unknown } = Object(input) as Record<string, unknown>
    const [extra] = Object.keys(unknown)
    if (extra !== undefined) throw misconfigured(`has no option "${extra}"`)
    if (typeof project !== 'string' || !new RegExp(PROJECT).test(project)) {
      throw misconfigured('needs "project", the id of a Google Cloud project')
    }
    return { project }
  },
  parseReference(text) {
    const reference = parsePathAndField(text)
    if (/^([A-Za-z0-9_-]|\{developer\}){1,255}$/.test(reference.path)) return reference
    throw new AppError(
      'SCHEMA_INVALID',
      'The id of a secret in Google Cloud has at most 255 characters of a-z, A-Z, 0-9, "_" and "-".',
    )
  },
  formatReference: formatPathAndField,
  locate: ({ path }, { project }) => ({ container: { project }, path }),
  writeDeveloper,
  async open(place, options) {
    const { openGcpStore } = await import('./store.ts')
    return openGcpStore(place, options)
  },
}

/** Ids have no dot: it is written `--`. Where that could mean two people, the name is refused. */
function writeDeveloper(developer: string): string | undefined {
  const written = developer.replaceAll('.', '--')
  return developer.includes('--') || written.includes('---') ? undefined : written
}

function misconfigured(reason: string): AppError {
  return new AppError('STORE_MISCONFIGURED', `A store of type gcp-secret-manager ${reason}.`)
}
