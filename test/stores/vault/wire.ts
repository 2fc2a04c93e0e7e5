import type { AskedRequest, Reply } from '../faults/fault-server.ts'

/** The requests of a run that reads one value, by what they are for. */
export const REQUESTS = {
  lookup: ({ url }) => url === '/v1/auth/token/lookup-self',
  entity: ({ url }) => url.startsWith('/v1/identity/entity/id/'),
  mount: ({ url }) => url.startsWith('/v1/sys/internal/ui/mounts/'),
  read: ({ url }) => url.startsWith('/v1/secret/data/'),
} as const satisfies Record<string, (request: AskedRequest) => boolean>

export type RequestName = keyof typeof REQUESTS

/** What a server answers that has nothing to complain about. */
export function answerWell(request: AskedRequest): Reply {
  if (REQUESTS.lookup(request)) {
    const data = {
      display_name: 'userpass-alice',
      entity_id: 'e1',
      path: 'auth/userpass/login/alice',
      policies: ['default'],
    }
    return json(200, { data })
  }
  if (REQUESTS.entity(request)) {
    const alias = { name: 'alice', mount_path: 'auth/userpass/', mount_type: 'userpass' }
    return json(200, { data: { aliases: [alias] } })
  }
  if (REQUESTS.mount(request))
    return json(200, { data: { type: 'kv', path: 'secret/', options: { version: '2' } } })
  return json(200, {
    data: { data: { value: 'canary-value' }, metadata: { version: 1, custom_metadata: null } },
  })
}

/** An answer as Vault sends it. */
export function json(status: number, body: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** A refusal as Vault sends it. */
export function refused(status: number, ...errors: string[]): Reply {
  return json(status, { errors })
}
