import { putSecret } from './seed.ts'
import { type Answer, type Call, envelope, key } from './state.ts'

/** What an operator sets up, so that tests can fill this server and a real one in the same way. */
export function adminCall(call: Call): Answer | undefined {
  if (call.method !== 'POST' || !call.token?.policies.includes('root')) return undefined
  const { state, path, body, namespace } = call
  const [, kind, name = ''] = /^sys\/(mounts|auth|policies\/acl)\/(.+)$/.exec(path) ?? []
  if (kind === 'mounts') {
    const version = (body.options as { version?: string } | undefined)?.version === '2' ? 2 : 1
    state.mounts.set(key(namespace, name), { type: 'kv', version, entries: new Map() } as never)
    return { status: 204 }
  }
  if (kind === 'auth') {
    state.auths.set(key(namespace, name), { type: 'userpass', users: new Map(), policies: [] })
    return { status: 204 }
  }
  if (kind === 'policies/acl') {
    state.policies.set(name, String(body.policy))
    return { status: 204 }
  }
  return addUser(call) ?? writeSecret(call)
}

function addUser({ state, path, body }: Call): Answer | undefined {
  const [, name, user] = /^auth\/(.+)\/users\/(.+)$/.exec(path) ?? []
  const mount = state.auths.get(name ?? '')
  if (user === undefined || mount?.type !== 'userpass') return undefined
  mount.users.set(user, String(body.password))
  mount.policies = body.token_policies as string[]
  return { status: 204 }
}

function writeSecret({ state, path, body }: Call): Answer | undefined {
  const [, name, view, rest] = /^([^/]+)\/(data|metadata)\/(.+)$/.exec(path) ?? []
  const mount = state.mounts.get(name ?? '')
  if (rest === undefined || mount?.version !== 2) return undefined
  if (view === 'data') {
    const version = Number(putSecret(mount, rest, body.data as Record<string, unknown>))
    return envelope({ data: { version } })
  }
  const entry = (mount.entries as Map<string, { customMetadata: unknown }>).get(rest)
  if (entry !== undefined) entry.customMetadata = body.custom_metadata
  return { status: 204 }
}
