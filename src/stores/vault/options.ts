import { AppError } from '../../errors/app-error.ts'
import type { JsonSchema } from '../../schema/json-schema.ts'
import { isSafeAddress } from './address.ts'

/** One way to sign in: the mount of the auth method and, where the method has roles, which. */
export interface SignInMethod {
  mount: string
  /** Absent: the mount's default role. */
  role?: string
  /** JWT only: the audience that is asked for. Absent: the address. */
  audience?: string
}

export type MethodName = 'oidc' | 'userpass' | 'jwt'

/** What a schema says of a Vault. */
export type VaultOptions = Readonly<{
  /** An origin: https, or http on this machine. */
  address: string
  /** Absent: the root namespace. */
  namespace?: string
  mount: string
  auth: Readonly<Partial<Record<MethodName, SignInMethod>>>
}>

const MOUNT_PATTERN = '^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$'
const NAME_PATTERN = '^[A-Za-z0-9_-][A-Za-z0-9._-]*$'
const AUDIENCE_PATTERN = '^[\\x21-\\x7e]{1,256}$'
/** Vault's own engines: nothing in them is a secret of an application. */
const OWN_MOUNTS = new Set(['sys', 'auth', 'identity', 'cubbyhole'])

const authMount: JsonSchema = {
  type: 'string',
  pattern: MOUNT_PATTERN,
  description: 'Where the method is mounted below auth/. Default: its own name.',
}
const role: JsonSchema = { type: 'string', pattern: NAME_PATTERN, description: 'The role to sign in with.' }

/** JSON Schema of {@link VaultOptions} as a schema writes them. */
export const OPTIONS_SCHEMA: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['address', 'mount'],
  properties: {
    address: {
      type: 'string',
      description: 'Origin of the server, such as https://vault.example.com:8200. http only on this machine.',
    },
    namespace: {
      type: 'string',
      pattern: MOUNT_PATTERN,
      description: 'Namespace. Default: the root namespace.',
    },
    mount: {
      type: 'string',
      pattern: MOUNT_PATTERN,
      description: 'Mount of the secrets engine that is read.',
    },
    auth: {
      type: 'object',
      additionalProperties: false,
      description: 'How one signs in. Default: OIDC at its usual mount, with the default role.',
      properties: {
        oidc: method('OIDC in the browser, for people.', { mount: authMount, role }),
        userpass: method('Name and password, asked for at the terminal, for people. LDAP is the same.', {
          mount: authMount,
        }),
        jwt: method(
          'A signed token of the machine, for workloads.',
          {
            mount: authMount,
            role,
            audience: {
              type: 'string',
              pattern: AUDIENCE_PATTERN,
              description: 'Audience that the token is asked for. Default: the address.',
            },
          },
          ['role'],
        ),
      },
    },
  },
}

/** Reads the options of a schema. Throws AppError STORE_MISCONFIGURED, which names the option and never its content. */
export function parseOptions(input: unknown): VaultOptions {
  const options = members(input, 'the store', ['address', 'namespace', 'mount', 'auth'])
  const address = text(options, 'address')
  if (address === undefined || !isSafeAddress(address)) {
    throw refused(
      'address must be an origin such as https://vault.example.com:8200 (http only on this machine)',
    )
  }
  const mount = text(options, 'mount', MOUNT_PATTERN)
  if (mount === undefined) throw refused('mount, the mount of the secrets engine, is missing')
  if (OWN_MOUNTS.has(mount.split('/')[0]!)) throw refused('mount must not be an engine of the server itself')
  const namespace = text(options, 'namespace', MOUNT_PATTERN)
  return {
    address,
    mount,
    ...(namespace === undefined ? {} : { namespace }),
    auth: parseAuth(options.auth),
  }
}

function parseAuth(input: unknown): VaultOptions['auth'] {
  if (input === undefined) return { oidc: { mount: 'oidc' } }
  const auth = members(input, 'auth', ['oidc', 'userpass', 'jwt'])
  const parsed: Partial<Record<MethodName, SignInMethod>> = {}
  for (const name of ['oidc', 'userpass', 'jwt'] as const) {
    if (auth[name] !== undefined) parsed[name] = parseMethod(name, auth[name])
  }
  return parsed
}

function parseMethod(name: MethodName, input: unknown): SignInMethod {
  const known = { oidc: ['mount', 'role'], userpass: ['mount'], jwt: ['mount', 'role', 'audience'] }[name]
  const declared = members(input, `auth.${name}`, known)
  const role = text(declared, 'role', NAME_PATTERN)
  const audience = text(declared, 'audience', AUDIENCE_PATTERN)
  if (name === 'jwt' && role === undefined) throw refused('auth.jwt needs a role')
  return {
    mount: text(declared, 'mount', MOUNT_PATTERN) ?? name,
    ...(role === undefined ? {} : { role }),
    ...(audience === undefined ? {} : { audience }),
  }
}

/** The members of an object of which every name is known. An unknown name is not repeated: it may be anything. */
function members(input: unknown, where: string, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw refused(`${where} must be an object`)
  if (Object.keys(input).some((name) => !known.includes(name))) {
    throw refused(`${where} takes only ${known.join(', ')}`)
  }
  return input as Readonly<Record<string, unknown>>
}

function text(from: Readonly<Record<string, unknown>>, name: string, pattern?: string): string | undefined {
  const value = from[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || (pattern !== undefined && !new RegExp(pattern).test(value))) {
    throw refused(`${name} is not of the form that the schema's description gives`)
  }
  return value
}

function method(
  description: string,
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema {
  return { type: 'object', additionalProperties: false, description, properties, required }
}

function refused(reason: string): AppError {
  return new AppError('STORE_MISCONFIGURED', `A store of type vault is declared wrongly: ${reason}.`)
}
