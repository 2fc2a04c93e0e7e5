import { randomBytes } from 'node:crypto'
import { accessorOf, capabilitiesOf } from './policy.ts'
import { type Answer, type Call, type Entity, envelope, refusal, type State, type Token } from './state.ts'

/** How a token comes to be. */
export interface TokenRequest {
  path: string
  displayName: string
  policies: readonly string[]
  alias?: { name: string; mountType: string; mountPath: string }
  seconds?: number
}

export function makeToken(state: State, request: TokenRequest): Token {
  const entity = request.alias === undefined ? undefined : entityFor(state, request.alias)
  const token: Token = {
    id: `hvs.canary-${randomBytes(12).toString('hex')}`,
    displayName: request.displayName,
    path: request.path,
    policies: [...request.policies],
    entityId: entity?.id ?? '',
    seconds: request.seconds ?? 3600,
    expires: request.policies.includes('root')
      ? null
      : new Date(Date.now() + (request.seconds ?? 3600) * 1000),
  }
  state.tokens.set(token.id, token)
  return token
}

/** What an auth method answers. */
export function granted(token: Token): Answer {
  return envelope({
    auth: {
      client_token: token.id,
      accessor: 'fake',
      policies: ['default', ...token.policies],
      token_policies: ['default', ...token.policies],
      metadata: {},
      lease_duration: token.expires === null ? 0 : Math.round((token.expires.getTime() - Date.now()) / 1000),
      renewable: true,
      entity_id: token.entityId,
      token_type: 'service',
      mfa_requirement: null,
    },
  })
}

export function tokenCall({ state, path, token, body }: Call): Answer | undefined {
  if (path === 'auth/token/lookup-self') return envelope({ data: describe(token!) })
  if (path === 'auth/token/renew-self') {
    if (token!.expires !== null) token!.expires = new Date(Date.now() + token!.seconds * 1000)
    return granted(token!)
  }
  if (path === 'auth/token/revoke-self') {
    state.tokens.delete(token!.id)
    return { status: 204 }
  }
  if (path === 'sys/capabilities-self') {
    const paths = body.paths as string[]
    const data = Object.fromEntries(paths.map((one) => [one, capabilitiesOf(state, token!, one)]))
    return envelope({ data, ...data })
  }
  const entity = /^identity\/entity\/id\/(.+)$/.exec(path)
  if (entity !== null) return describeEntity(state.entities.get(entity[1]!))
  return undefined
}

function describe(token: Token) {
  return {
    accessor: 'fake',
    creation_time: 0,
    creation_ttl: 0,
    display_name: token.displayName,
    entity_id: token.entityId,
    expire_time: token.expires?.toISOString().replace('Z', '123456Z') ?? null,
    explicit_max_ttl: 0,
    id: token.id,
    meta: null,
    num_uses: 0,
    orphan: true,
    path: token.path,
    policies: token.policies.includes('root') ? ['root'] : ['default', ...token.policies],
    renewable: true,
    ttl: 3600,
    type: 'service',
  }
}

function describeEntity(entity: Entity | undefined): Answer {
  if (entity === undefined) return refusal(404)
  const aliases = entity.aliases.map(({ name, mountType, mountPath }) => ({
    canonical_id: entity.id,
    id: `${entity.id}-alias`,
    mount_accessor: accessorOf(mountPath),
    mount_path: mountPath,
    mount_type: mountType,
    name,
    metadata: null,
  }))
  return envelope({ data: { aliases, disabled: false, id: entity.id, name: entity.name, policies: null } })
}

function entityFor(state: State, alias: Entity['aliases'][number]): Entity {
  const known = [...state.entities.values()].find(({ aliases }) =>
    aliases.some(({ name, mountPath }) => name === alias.name && mountPath === alias.mountPath),
  )
  if (known !== undefined) return known
  const id = randomBytes(16).toString('hex')
  const entity = { id, name: `entity_${id.slice(0, 8)}`, aliases: [alias] }
  state.entities.set(id, entity)
  return entity
}
