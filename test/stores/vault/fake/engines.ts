import { randomBytes } from 'node:crypto'
import { seesMount } from './policy.ts'
import { type Answer, type Call, envelope, key, type Mount, refusal, type VersionedEntry } from './state.ts'

/** What the mount itself is, for whoever may do anything in it. */
export function mountCall({ state, path, namespace, token }: Call): Answer | undefined {
  const asked = /^sys\/internal\/ui\/mounts\/(.+)$/.exec(path)?.[1]
  if (asked === undefined) return undefined
  const found = findMount(state.mounts, namespace, asked)
  if (found === undefined || !seesMount(state, token!, found.name)) {
    return refusal(
      403,
      'preflight capability check returned 403, please ensure client\'s policies grant access to path "'.concat(
        asked,
        '/"',
      ),
    )
  }
  const { mount, name } = found
  const options = mount.type === 'kv' ? { version: String(mount.version) } : null
  return envelope({
    data: {
      accessor: 'fake',
      config: {},
      description: '',
      local: false,
      options,
      path: `${name}/`,
      type: mount.type,
      uuid: 'fake',
    },
  })
}

/** A read of whatever a mount holds. */
export function engineCall(call: Call): Answer | undefined {
  const found = findMount(call.state.mounts, call.namespace, call.path)
  if (found === undefined) return undefined
  const rest = call.path.slice(found.name.length + 1)
  const { mount } = found
  if (mount.version === 1) {
    const data = (mount.entries as Map<string, Record<string, unknown>>).get(rest)
    return data === undefined ? refusal(404) : envelope({ data, lease_duration: 2_764_800 })
  }
  if (mount.version === 2)
    return versionedCall(mount.entries as Map<string, VersionedEntry>, rest, call.query)
  return mintingCall(call, mount, rest)
}

/** Renewing and revoking. */
export function leaseCall({ state, path, body }: Call): Answer | undefined {
  if (path !== 'sys/leases/renew' && path !== 'sys/leases/revoke') return undefined
  const lease = state.leases.get(String(body.lease_id))
  if (path.endsWith('revoke')) {
    if (lease !== undefined) lease.revoked = true
    return { status: 204 }
  }
  if (lease === undefined || lease.revoked) return refusal(400, 'lease not found')
  lease.renewals += 1
  const { id, seconds, renewable } = lease
  return envelope({ lease_id: id, lease_duration: seconds, renewable })
}

function findMount(mounts: ReadonlyMap<string, Mount>, namespace: string, path: string) {
  const segments = path.split('/')
  for (let length = segments.length; length > 0; length -= 1) {
    const name = segments.slice(0, length).join('/')
    const mount = mounts.get(key(namespace, name))
    if (mount !== undefined) return { mount, name }
  }
  return undefined
}

function versionedCall(entries: Map<string, VersionedEntry>, rest: string, query: URLSearchParams): Answer {
  const [view, ...segments] = rest.split('/')
  const entry = entries.get(segments.join('/'))
  if (entry === undefined) return refusal(404)
  if (view === 'metadata') return describe(entry)
  if (view !== 'data') return refusal(404)
  const number = Number(query.get('version') ?? entry.versions.length)
  const version = entry.versions[number - 1]
  if (version === undefined) return refusal(404)
  const metadata = {
    created_time: version.created,
    custom_metadata: entry.customMetadata,
    deletion_time: version.deleted,
    destroyed: false,
    version: number,
  }
  const answer = envelope({ data: { data: version.deleted === '' ? version.data : null, metadata } })
  return version.deleted === '' ? answer : { ...answer, status: 404 }
}

function describe({ versions, customMetadata }: VersionedEntry): Answer {
  return envelope({
    data: {
      created_time: versions[0]?.created,
      current_version: versions.length,
      custom_metadata: customMetadata,
      delete_version_after: '0s',
      updated_time: versions.at(-1)?.created,
      versions: Object.fromEntries(
        versions.map(({ created, deleted }, index) => [
          String(index + 1),
          { created_time: created, deletion_time: deleted, destroyed: false },
        ]),
      ),
    },
  })
}

function mintingCall(
  { state, path }: Call,
  mount: Extract<Mount, { version: 'leasing' }>,
  rest: string,
): Answer {
  const role = mount.roles.get(rest)
  if (role === undefined) return refusal(400, `unknown role: ${rest.split('/').at(-1)}`)
  const id = `${path}/${randomBytes(12).toString('hex')}`
  state.leases.set(id, { id, ...role, renewals: 0, revoked: false })
  const data = {
    username: `v-canary-${state.leases.size}`,
    password: `canary-minted-${randomBytes(8).toString('hex')}`,
  }
  return envelope({ lease_id: id, lease_duration: role.seconds, renewable: role.renewable, data })
}
