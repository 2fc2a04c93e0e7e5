import type { Entity, State, Token } from './state.ts'

/** What every token of a real server may do besides its own policies. */
const DEFAULT_POLICY = `
path "auth/token/lookup-self" { capabilities = ["read"] }
path "auth/token/renew-self" { capabilities = ["update"] }
path "auth/token/revoke-self" { capabilities = ["update"] }
path "sys/capabilities-self" { capabilities = ["update"] }
path "sys/leases/renew" { capabilities = ["update"] }
path "sys/leases/lookup" { capabilities = ["update"] }
path "identity/entity/id/{{identity.entity.id}}" { capabilities = ["read"] }
`

interface Rule {
  path: string
  capabilities: readonly string[]
}

/** What `token` may do at `path`: the rule that names it most exactly decides, as in Vault. */
export function capabilitiesOf(state: State, token: Token, path: string): readonly string[] {
  if (token.policies.includes('root')) return ['root']
  const matching = rulesOf(state, token).filter((rule) => matches(rule.path, path))
  const best = matching.sort((a, b) => weight(b.path) - weight(a.path))[0]
  return best?.capabilities ?? ['deny']
}

/** Whether the token may do anything at all below a mount: then it is told what the mount is. */
export function seesMount(state: State, token: Token, mount: string): boolean {
  if (token.policies.includes('root')) return true
  const inside = `${mount}/`
  return rulesOf(state, token).some(
    ({ path, capabilities }) =>
      !capabilities.includes('deny') &&
      (path.startsWith(inside) || (path.endsWith('*') && inside.startsWith(path.slice(0, -1)))),
  )
}

export function may(capabilities: readonly string[], method: string): boolean {
  if (capabilities.includes('root')) return true
  const needed =
    { GET: ['read'], LIST: ['list'], POST: ['update', 'create'], PUT: ['update', 'create'] }[method] ?? []
  return needed.some((name) => capabilities.includes(name))
}

function rulesOf(state: State, token: Token): Rule[] {
  const texts = token.policies.map((name) => state.policies.get(name) ?? '')
  return [DEFAULT_POLICY, ...texts].flatMap((text) => parse(fillIn(text, state.entities.get(token.entityId))))
}

/** The part of the policy language that policies for reading need. */
function parse(text: string): Rule[] {
  return [...text.matchAll(/path\s+"([^"]+)"\s*\{\s*capabilities\s*=\s*\[([^\]]*)\]\s*\}/g)].map((match) => ({
    path: match[1]!,
    capabilities: [...match[2]!.matchAll(/"([a-z]+)"/g)].map((name) => name[1]!),
  }))
}

function fillIn(text: string, entity: Entity | undefined): string {
  return text.replaceAll(
    /\{\{identity\.entity\.(id|aliases\.[A-Za-z0-9_-]+\.name)\}\}/g,
    (whole, what: string) => {
      if (entity === undefined) return whole
      if (what === 'id') return entity.id
      const accessor = what.split('.')[1]
      const alias = entity.aliases.find(({ mountPath }) => accessorOf(mountPath) === accessor)
      return alias?.name ?? whole
    },
  )
}

/** Real ones are random; a test has to be able to name it. */
export function accessorOf(mountPath: string): string {
  return `auth_${mountPath.replace(/^auth\//, '').replaceAll('/', '_')}fake`.replace(/_fake$/, '_fake')
}

function matches(pattern: string, path: string): boolean {
  const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\\+', '[^/]+')
  return new RegExp(`^${source.replace(/\\\*$/, '.*')}$`).test(path)
}

function weight(pattern: string): number {
  return pattern.length - (pattern.endsWith('*') ? 0.5 : 0) - (pattern.includes('+') ? 0.25 : 0)
}
